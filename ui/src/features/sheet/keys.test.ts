import { expect, it } from 'vitest'
import { read, type Act, type Press } from './keys'

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key, ctrl: false, shift: false, alt: false, composing: false, start: 0, end: 0, length: 0, range: false, ...more,
})
function check(key: string, more: Partial<Press>, expected: Act | null): void {
  expect(read(press(key, more)), `${key} ${JSON.stringify(more)}`).toEqual(expected)
}
const move = (rows: number, columns: number, extend = false): Act => ({ do: 'move', rows, columns, extend })

it('moves down, up, right and left', () => {
  check('Enter', {}, move(1, 0))
  check('Enter', { shift: true }, move(-1, 0))
  check('Tab', {}, { do: 'next', by: 1 })
  check('Tab', { shift: true }, { do: 'next', by: -1 })
  check('ArrowDown', { start: 1, end: 1, length: 2 }, move(1, 0))
  check('ArrowUp', {}, move(-1, 0))
})

it('leaves an arrow to the text unless the caret is at that end or all is picked', () => {
  check('ArrowRight', { start: 1, end: 1, length: 3 }, null)
  check('ArrowRight', { start: 3, end: 3, length: 3 }, move(0, 1))
  check('ArrowLeft', { start: 3, end: 3, length: 3 }, null)
  check('ArrowLeft', { start: 0, end: 0, length: 3 }, move(0, -1))
  check('ArrowLeft', { start: 0, end: 3, length: 3 }, move(0, -1))
  check('ArrowRight', { start: 0, end: 3, length: 3 }, move(0, 1))
})

it('picks a block with shift and an arrow', () => {
  check('ArrowDown', { shift: true }, move(1, 0, true))
})

it('keeps digits, minus, point and the letters of states for the cell', () => {
  for (const key of ['0', '9', '-', '.', 'q', 'm', 'w', 'Backspace']) check(key, { start: 1, end: 1, length: 1 }, null)
})

it('never takes a key from an input method that is composing', () => {
  check('Enter', { composing: true }, null)
  check('/', { composing: true }, null)
})

it('finds, fills, restores, clears, undoes', () => {
  check('/', {}, { do: 'find' })
  check('Escape', {}, { do: 'restore' })
  check('d', { ctrl: true }, { do: 'fill' })
  check('z', { ctrl: true }, { do: 'undo' })
  check('Z', { ctrl: true, shift: true }, { do: 'redo' })
  check('y', { ctrl: true }, { do: 'redo' })
  check('c', { ctrl: true }, null)
  check('c', { ctrl: true, range: true }, { do: 'copy' })
  check('Delete', { start: 0, end: 2, length: 2 }, { do: 'clear' })
  check('Delete', { start: 1, end: 1, length: 2 }, null)
})
