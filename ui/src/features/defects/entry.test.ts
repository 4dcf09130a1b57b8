import { describe, expect, it } from 'vitest'
import type { DefectRow } from '@/wire/types'
import { shows, standing } from './due'
import { blank, foundIn, numberTyped, withCommon, withGrid, withSource } from './entry'

const CELL = { inspection: 3, person: 7, name: '张三', indicator: 5, indicatorName: '道路' }

describe('the number of a common problem', () => {
  it.each([
    ['7', 7],
    [' １２ ', 12],
    ['', null],
    ['0', null],
    ['7a', null],
    ['-1', null],
  ])('%j is %j', (text, expected) => expect(numberTyped(text)).toBe(expected))
})

describe('the form', () => {
  it('begins in the cell in hand, on today when the month is this one', () => {
    const form = blank('2026-06', '2026-06-20', '2026-06-30', CELL)
    expect([form.source, form.inspection, form.subject, form.indicator, form.found_on]).toEqual(['inspection', 3, 7, 5, '2026-06-20'])
    expect(blank('2026-05', '2026-06-20', '2026-05-31', null).found_on).toBe('2026-05-31')
  })

  it('empties what another common problem brings, but keeps the column of the sheet', () => {
    const before = { ...blank('2026-06', '2026-06-20', '2026-06-30', CELL), what: '杂物', lost: '1', days: 3, due_on: '2026-06-25', place: '村口' }
    const after = withCommon(before, 7, true)
    expect([after.common, after.what, after.lost, after.days, after.due_on, after.indicator, after.place]).toEqual([7, '', '', null, null, 5, '村口'])
    expect(withCommon(before, 7, false).indicator).toBeNull()
    expect(withCommon(before, null, true).what).toBe('杂物')
  })

  it('takes points off no mark for what a resident told', () => {
    const form = withSource({ ...blank('2026-06', '2026-06-20', '2026-06-30', CELL), lost: '1' }, 'resident')
    expect([form.inspection, form.indicator, form.lost, form.level]).toEqual([null, null, '', null])
  })

  it('asks anew who answers for another grid', () => {
    expect(withGrid(blank('2026-06', '2026-06-20', '2026-06-30', CELL), 9)).toMatchObject({ grid: 9, subject: null })
  })
})

describe('where a problem stands', () => {
  it.each([
    ['open', 2, '还有 2 个工作日'],
    ['open', 0, '今天到期'],
    ['overdue', -3, '逾期 3 个工作日'],
    ['overdue', 0, '已逾期，还没到下一个工作日'],
    ['fixed', null, '待复核'],
  ] as const)('%s, %j: %s', (state, days_left, expected) => expect(standing({ state, days_left })).toBe(expected))

  it('is shown by the filter that it belongs to', () => {
    expect((['open', 'overdue', 'failed', 'fixed', 'passed'] as const).filter((state) => shows('open', { state }))).toEqual(['open', 'overdue', 'failed'])
    expect(shows('recheck', { state: 'fixed' })).toBe(true)
    expect(shows('overdue', { state: 'open' })).toBe(false)
  })
})

const row = (subject: number | null, indicator: number | null, photos: number) => ({ subject, indicator, photos: Array.from({ length: photos }, (_, id) => ({ id, stage: 'found' })) }) as unknown as DefectRow

it('counts the problems and photos of each cell', () => {
  const found = foundIn([row(7, 5, 2), row(7, 5, 1), row(7, null, 1), row(null, 5, 1)])
  expect([...found]).toEqual([['7/5', { count: 2, photos: 3 }]])
})
