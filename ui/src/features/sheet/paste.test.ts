import { expect, it } from 'vitest'
import { modelOf } from './model'
import { firstChoices, planOf, shapeOf, type Choices, type Known } from './paste'
import { sheetOf } from './sheet.fixture'

const known: Known = { headers: ['name', 'code'], totals: ['sum'], states: ['away'] }

function sheet(workers = 4, names: Record<number, string> = {}) {
  const view = sheetOf(workers, 3, 2)
  view.rows.forEach((row, at) => (row.name = names[at] ?? row.name))
  return { rows: modelOf(view).rows, indicators: view.indicators }
}
function look(lines: string[][], choices: Partial<Choices> = {}, from = { row: 0, column: 0 }, of = sheet()) {
  const shape = shapeOf(lines, of.rows, of.indicators, known)
  const plan = planOf(lines, shape, { ...firstChoices(shape), ...choices }, of.rows, of.rows, from)
  return {
    shape,
    odd: plan.odd.map((o) => `${o.kind} ${o.address}`),
    entries: plan.entries.map((e) => `${e.row.data.name} ${e.cell.column} ${e.text}`),
    plan,
  }
}

it('finds nothing odd in a plain block', () => {
  const { odd, entries } = look([['85', '-0.5'], ['9', 'q']], {}, { row: 1, column: 1 })
  expect(odd).toEqual([])
  expect(entries).toEqual(['W2 1 85', 'W3 1 9', 'W2 2 -0.5', 'W3 2 q'])
})

it('tells more rows than workers and more columns than the sheet, each at its cell', () => {
  const { odd, entries } = look([['1', '2'], ['3', '4'], ['5', '6']], {}, { row: 2, column: 2 })
  expect(odd).toEqual(['no-column B1', 'no-column B2', 'no-worker A3'])
  expect(entries).toEqual(['W3 2 1', 'W4 2 3'])
})

it('tells the 275th row for 274 workers, and closes up when a row is left out', () => {
  const of = sheet(274)
  const lines = Array.from({ length: 275 }, (_, i) => [String(i % 90)])
  expect(look(lines, {}, { row: 0, column: 0 }, of).odd).toEqual(['no-worker A275'])
  const closed = look(lines, { out: { 0: 'closed' } }, { row: 0, column: 0 }, of)
  expect([closed.odd, closed.entries[0], closed.entries.length]).toEqual([[], 'W1 0 1', 274])
  const open = look([['1'], ['2'], ['3']], { out: { 1: 'open' } })
  expect(open.entries).toEqual(['W1 0 1', 'W3 0 3'])
})

it('moves the whole block when asked to', () => {
  expect(look([['1'], ['2']], { shift: 1 }).entries).toEqual(['W2 0 1', 'W3 0 2'])
})

it('reads full-width digits and a trailing unit, and shows what it read', () => {
  const { odd, entries, plan } = look([['\uff18\uff15\uff0e\uff15'], ['9\u5206']])
  expect(odd).toEqual(['read-as A1', 'read-as A2'])
  expect(entries).toEqual(['W1 0 85.5', 'W2 0 9'])
  expect(plan.odd.map((o) => o.reason)).toEqual(['85.5', '9'])
})

it('knows a header row, a sum row, and the columns that they name', () => {
  const lines = [['name', 'I2', 'I1'], ['W3', '7', '8'], ['W1', '5', '6'], ['sum', '12', '14']]
  const { shape, odd, entries } = look(lines)
  expect([shape.header, shape.totals, shape.name, shape.marks]).toEqual([true, [3], 0, [1, 2]])
  expect(odd).toEqual(['header A1', 'total A4'])
  expect(entries).toEqual(['W3 1 7', 'W1 1 5', 'W3 0 8', 'W1 0 6'])
})

it('never drops the sum row silently: taken as a worker it is told too', () => {
  const { odd } = look([['1'], ['sum']], { out: {} })
  expect(odd).toContain('total A2')
})

it('shows who a name that is there twice can mean and enters nothing for it until one is chosen', () => {
  const of = sheet(4, { 2: 'W1' })
  const lines = [['W1', '7'], ['W2', '8']]
  const first = look(lines, {}, { row: 0, column: 0 }, of)
  expect(first.odd).toEqual(['name-twice A1'])
  expect(first.plan.odd[0]?.candidates.map((row) => row.data.code)).toEqual(['1001', '1003'])
  expect(first.entries).toEqual(['W2 0 8'])
  const chosen = look(lines, { picked: { 0: 3 } }, { row: 0, column: 0 }, of)
  expect(chosen.plan.entries.map((e) => e.row.data.code)).toEqual(['1003', '1002'])
})

it('tells a name that nobody has, two lines for one worker, and a name that is not the one at that place', () => {
  expect(look([['W1', '1'], ['W2', '2'], ['Nobody', '3']]).odd).toEqual(['name-unknown A3'])
  const twice = look([['W1', '1'], ['W1', '2'], ['W2', '3']])
  expect([twice.odd, twice.entries]).toEqual([['worker-twice A1', 'worker-twice A2'], ['W2 0 3']])
  expect(look([['W2', '1'], ['W1', '2']], { by: 'place' }).odd).toEqual(['name-differs A1', 'name-differs A2'])
})

it('matches by code where there is one', () => {
  expect(look([['1003', 'W3', '7'], ['1001', 'W1', '8']]).entries).toEqual(['W3 0 7', 'W1 0 8'])
})

it('tells blank runs, as merged cells leave them, and fills them only when asked to', () => {
  const lines = [['7', '1'], ['', '2'], ['', '3'], ['9', '4']]
  const { odd, entries, plan } = look(lines)
  expect(odd).toEqual(['blank A2'])
  expect(plan.odd[0]).toMatchObject({ reason: 'A3', text: '7' })
  expect(entries.filter((e) => e.includes(' 0 '))).toEqual(['W1 0 7', 'W4 0 9'])
  const filled = look(lines, { above: { A2: true } })
  expect(filled.entries.filter((e) => e.includes(' 0 '))).toEqual(['W1 0 7', 'W2 0 7', 'W3 0 7', 'W4 0 9'])
})
