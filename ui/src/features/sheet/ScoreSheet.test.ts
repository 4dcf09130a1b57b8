import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import ScoreSheet from './ScoreSheet.vue'
import { openSheet } from './session'
import { Marks, sheetOf } from './sheet.fixture'

// The tests' DOM lays nothing out: a box of this size stands for the room on screen.
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { value: 600, configurable: true })
Object.defineProperty(HTMLElement.prototype, 'clientWidth', { value: 1200, configurable: true })

function open(workers: number, indicators: number, slow: number) {
  const marks = new Marks(slow)
  const sheet = sheetOf(workers, indicators, 7)
  const session = openSheet(sheet, {
    setMark: (p, i, text) => marks.set(p, i, text),
    clearState: (p) => marks.clearState(p),
    setMarks: (cells) => marks.setMany(cells),
    stepRefused: (thrown) => marks.refusals.push(thrown),
    wrote: () => undefined,
    reason: (thrown) => (thrown instanceof Error ? thrown.message : ''),
  })
  const wrapper = mount(ScoreSheet, {
    attachTo: document.body,
    props: {
      session, rows: session.model.value.rows, indicators: sheet.indicators, editable: true, grades: [],
    },
  })
  return { marks, session, wrapper }
}

/** One key as a browser gives it to whatever has the focus: all of it at once, no pause before the next. */
async function key(name: string): Promise<void> {
  const field = document.activeElement
  if (!(field instanceof HTMLInputElement)) throw new Error(`${name}: no cell has the focus`)
  const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true })
  field.dispatchEvent(event)
  // Promise callbacks run before the next key, as they do when the browser's own handler returns.
  await Promise.resolve()
  if (event.defaultPrevented || name.length > 1) return
  const start = field.selectionStart ?? 0
  field.value = field.value.slice(0, start) + name + field.value.slice(field.selectionEnd ?? start)
  field.setSelectionRange(start + 1, start + 1)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await Promise.resolve()
}

const press = (name: string, more: object) =>
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }))

it('stores exactly the marks of the script when keys come without any pause', { timeout: 30_000 }, async () => {
  const { marks, session, wrapper } = open(40, 4, 1)
  const script = new Map<string, string>()
  await new Promise((r) => setTimeout(r))
  const first = wrapper.get('input[aria-label="W1 I1"]').element as HTMLInputElement
  first.focus()
  for (let row = 1; row <= 40; row += 1) {
    for (let column = 1; column <= 4; column += 1) {
      const mark = ['85', '-0.5', '9', '13.5', '100'][(row * 3 + column) % 5] ?? '1'
      script.set(`${row}/${column}`, mark)
      for (const char of mark) await key(char)
      if (row < 40 || column < 4) await key('Tab')
    }
  }
  await key('Enter')
  await session.rest()
  expect(Object.fromEntries(marks.stored)).toEqual(Object.fromEntries(script))
  expect(session.refused()).toEqual([])
  wrapper.unmount()
})

it('walks down a column by Enter through bands and far out of sight', { timeout: 30_000 }, async () => {
  const { marks, session, wrapper } = open(80, 3, 0)
  await new Promise((r) => setTimeout(r))
  ;(wrapper.get('input[aria-label="W1 I2"]').element as HTMLInputElement).focus()
  for (let row = 1; row <= 80; row += 1) {
    for (const char of String(row)) await key(char)
    await key('Enter')
  }
  await session.rest()
  expect([...marks.stored].every(([at, mark]) => at === `${mark}/2`)).toBe(true)
  expect(marks.stored.size).toBe(80)
  wrapper.unmount()
})

it('gives every cell the worker and the indicator as its name', async () => {
  const { wrapper } = open(2, 2, 0)
  await new Promise((r) => setTimeout(r))
  expect(wrapper.findAll('input').map((i) => i.attributes('aria-label'))).toEqual(['W1 I1', 'W1 I2', 'W2 I1', 'W2 I2'])
  wrapper.unmount()
})

it('fills a picked block down from its top row, and one cell from above', async () => {
  const { marks, session, wrapper } = open(6, 3, 0)
  await new Promise((r) => setTimeout(r))
  const at = (name: string) => wrapper.get(`input[aria-label="${name}"]`).element as HTMLInputElement
  at('W1 I1').focus()
  for (const char of '85') await key(char)
  await key('Tab')
  for (const char of '7') await key(char)
  press('ArrowDown', { shiftKey: true })
  press('ArrowDown', { shiftKey: true })
  press('ArrowLeft', { shiftKey: true })
  press('d', { ctrlKey: true })
  await key('ArrowDown')
  press('d', { ctrlKey: true })
  await session.rest()
  expect(Object.fromEntries(marks.stored)).toEqual({ '1/1': '85', '1/2': '7', '2/1': '85', '2/2': '7', '3/1': '85', '3/2': '7', '4/1': '85' })
  wrapper.unmount()
})

it('types over what an undo brought into the cell in hand', async () => {
  const { marks, session, wrapper } = open(2, 2, 0)
  await new Promise((r) => setTimeout(r))
  ;(wrapper.get('input[aria-label="W1 I1"]').element as HTMLInputElement).focus()
  const cell = session.model.value.rows[0]?.cells[0]
  if (cell) Object.assign(cell, { text: '7', saved: '7' })
  await new Promise((r) => setTimeout(r))
  for (const char of '9') await key(char)
  await key('Enter')
  await session.rest()
  expect(Object.fromEntries(marks.stored)).toEqual({ '1/1': '9' })
  wrapper.unmount()
})
