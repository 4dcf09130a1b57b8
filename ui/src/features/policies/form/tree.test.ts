import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { DraftProblem, FieldView, RuleTree, ShapeView, ValueView } from '@/wire/types'
import ShapeBox from './ShapeBox.vue'
import { below, blank, entriesOf, fieldsBlank, get, groupOf, here, itemsOf, moved, put, sorted, text } from './tree'

const value = (entry: string, choices: string[] = []): ValueView => ({ entry, unit: '', choices: choices.map((c) => ({ value: c, label: `〈${c}〉` })) })
const shape = (form: string, part: Partial<ShapeView> = {}): ShapeView => ({ form, value: null, item: null, name: '', fields: [], ...part })
const field = (key: string, required: boolean, of: ShapeView): FieldView => ({ key, label: key, about: '', required, default: '', shape: of })
const number = shape('value', { value: value('number') })
const problem = (...path: string[]): DraftProblem => ({ at: null, path, code: 'x', text: path.join('/'), remedy: '' })

/** The form of the score sheet: a figure alone, or fields in its place, under names of the office's own. */
const sheet = groupOf([
  field('total', true, number),
  field('items', true, shape('map', { item: shape('either', { value: value('number'), fields: [field('full', true, number), field('entry', false, shape('value', { value: value('choice', ['earned', 'deductions']) }))] }) })),
  field('missing', false, shape('value', { value: value('choice', ['full', 'zero']) })),
])
const rule: RuleTree = { map: [{ key: 'kind', value: text('indicators') }, { key: 'total', value: text('100') }, { key: 'items', value: { map: [{ key: '道路', value: text('100') }] } }] }

it('keeps the order and the other keys when one is changed', () => {
  expect(entriesOf(put(rule, 'total', text('90'))).map((e) => e.key)).toEqual(['kind', 'total', 'items'])
  expect(get(put(rule, 'total', text('90')), 'total')).toEqual(text('90'))
  expect(get(rule, 'total')).toEqual(text('100'))
})

it('begins a part with everything in it that must be there', () => {
  expect(blank(number)).toEqual(text(''))
  expect(blank(shape('list', { item: number }))).toEqual({ list: [text('')] })
  expect(fieldsBlank(sheet.fields)).toEqual({ map: [{ key: 'total', value: text('') }, { key: 'items', value: { map: [{ key: '', value: text('') }] } }] })
})

it('takes a single text for a list of one', () => {
  expect(itemsOf(text('不合格'))).toEqual([text('不合格')])
  expect(itemsOf({ list: [text('a'), text('b')] })).toHaveLength(2)
})

it('tells shown, possible and unknown fields apart', () => {
  const parts = sorted(sheet.fields, put(rule, 'weird', text('1')))
  expect([parts.shown.map((f) => f.key), parts.more.map((f) => f.key), parts.unknown]).toEqual([['total', 'items'], ['missing'], ['weird']])
})

it('leads a problem down to its field', () => {
  const all = [problem('items', '道路', 'full'), problem('total'), problem()]
  expect(below(below(all, 'items'), '道路').map((p) => p.path)).toEqual([['full']])
  expect(here(all, ['items', 'total'])).toEqual([problem()])
})

it('moves nothing past the ends', () => {
  expect(moved([1, 2, 3], 0, 1)).toEqual([2, 1, 3])
  expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3])
})

function open(tree: RuleTree, problems: DraftProblem[] = []) {
  const wrapper = mount(ShapeBox, { attachTo: document.body, props: { shape: sheet, tree, problems, label: '' } })
  const last = () => wrapper.emitted<[RuleTree]>('change')?.at(-1)?.[0]
  return { wrapper, last, box: (label: string) => wrapper.get<HTMLInputElement>(`[aria-label="${label}"]`) }
}

it('gives a changed figure on when it is finished, and the rest as it was', async () => {
  const { last, box } = open(rule)
  await box('道路').setValue('80')
  expect(last()).toEqual(put(rule, 'items', { map: [{ key: '道路', value: text('80') }] }))
})

it('makes fields of a figure alone, the figure in the first of them', async () => {
  const { wrapper, last } = open(rule)
  await wrapper.get('[aria-label^="道路"]:is(button)').trigger('click')
  expect(get(get(last(), 'items'), '道路')).toEqual({ map: [{ key: 'full', value: text('100') }] })
})

it('adds an optional field with its first choice, and takes it out again', async () => {
  const { wrapper, last } = open(rule)
  await wrapper.get('.more select').setValue('missing')
  expect(get(last(), 'missing')).toEqual(text('full'))
  await wrapper.setProps({ tree: last() as RuleTree })
  await wrapper.get('.drop').trigger('click')
  expect(last()).toEqual(rule)
})

it('shows a problem beside the field that it is about', () => {
  const { wrapper } = open(rule, [problem('total')])
  const alert = wrapper.get('[role=group][aria-label=total] [role=alert]')
  expect(alert.text()).toContain('total')
  expect(wrapper.findAll('[role=alert]')).toHaveLength(1)
})
