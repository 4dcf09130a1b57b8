import { expect, it } from 'vitest'
import { openSheet } from './session'
import { Marks, sheetOf } from './sheet.fixture'

function open(marks: Marks, workers = 4, indicators = 3) {
  const sheet = sheetOf(workers, indicators, 2)
  const session = openSheet(sheet, {
    setMark: (p, i, text) => marks.set(p, i, text),
    clearState: (p) => marks.clearState(p),
    setMarks: (cells) => marks.setMany(cells),
    stepRefused: (thrown) => marks.refusals.push(thrown),
    wrote: () => undefined,
    reason: (thrown) => (thrown instanceof Error ? thrown.message : ''),
  })
  const cell = (row: number, column: number) => {
    const found = session.model.value.rows[row]?.cells[column]
    if (!found) throw new Error(`no cell ${row}/${column}`)
    return found
  }
  const put = (row: number, column: number, text: string) => {
    session.type(cell(row, column), text)
    session.leave(cell(row, column))
  }
  return { sheet, session, cell, put }
}

it('shows typing, waiting and saved, and the row follows the answer', async () => {
  const { session, cell } = open(new Marks())
  session.type(cell(0, 0), '85')
  expect(cell(0, 0).status).toBe('typing')
  session.leave(cell(0, 0))
  expect(cell(0, 0).status).toBe('waiting')
  await session.rest()
  expect([cell(0, 0).status, cell(0, 0).saved, cell(0, 0).by]).toEqual(['saved', '85', 'clerk'])
  expect(session.model.value.rows[0]?.live.score).toBe('85.00')
})

it('does not save a cell that was left as it was', async () => {
  const marks = new Marks()
  const { session, cell, put } = open(marks)
  put(0, 0, '85')
  await session.rest()
  put(0, 0, '85')
  session.leave(cell(0, 0))
  await session.rest()
  expect(marks.order).toEqual(['1/1=85'])
})

it('keeps a refused text in its cell with the reason, and Esc takes the stored one back', async () => {
  const { session, cell, put } = open(new Marks())
  put(0, 0, '85')
  await session.rest()
  put(0, 0, '850')
  await session.rest()
  expect([cell(0, 0).status, cell(0, 0).text, cell(0, 0).reason]).toEqual(['refused', '850', '850 is not within 0 and 100'])
  expect(session.refused()).toHaveLength(1)
  session.restore(cell(0, 0))
  expect([cell(0, 0).status, cell(0, 0).text]).toEqual(['saved', '85'])
  expect(session.refused()).toEqual([])
})

it('never writes a late answer into a cell that is typed in again', async () => {
  const marks = new Marks(5)
  const { session, cell, put } = open(marks)
  put(0, 0, '85')
  session.type(cell(0, 0), '8')
  await session.rest()
  expect([cell(0, 0).text, cell(0, 0).status, cell(0, 0).saved]).toEqual(['8', 'typing', '85'])
  session.leave(cell(0, 0))
  await session.rest()
  expect(marks.stored.get('1/1')).toBe('8')
})

it('keeps drafts and refused texts when the sheet is loaded again', async () => {
  const marks = new Marks()
  const { sheet, session, cell, put } = open(marks)
  put(0, 1, '999')
  await session.rest()
  session.type(cell(0, 0), '7')
  session.reload({ ...sheet, rows: sheet.rows.map((r) => ({ ...r, cells: r.cells.map(() => ({ text: '50', by: 'other', at: '' })) })) })
  expect([cell(0, 0).text, cell(0, 0).status, cell(0, 0).saved]).toEqual(['7', 'typing', '50'])
  expect([cell(0, 1).text, cell(0, 1).status]).toEqual(['999', 'refused'])
  expect([cell(1, 1).text, cell(1, 1).status]).toEqual(['50', 'saved'])
  expect(session.refused().map((c) => c.key)).toEqual(['1/2'])
})

it('sets a state by its letter, refuses a mark on it, and takes it back by emptying', async () => {
  const marks = new Marks()
  const { session, cell, put } = open(marks)
  put(1, 2, 'q')
  await session.rest()
  expect([session.model.value.rows[1]?.state, cell(1, 2).text, cell(1, 2).status]).toEqual(['absent', '', 'saved'])
  put(1, 0, '90')
  await session.rest()
  expect([cell(1, 0).status, cell(1, 0).reason]).toEqual(['refused', 'state stands'])
  session.restore(cell(1, 0))
  session.clear([cell(1, 1)])
  await session.rest()
  expect(session.model.value.rows[1]?.state).toBe(null)
  expect(marks.stored.size).toBe(0)
})

it('enters many cells as one step, in its turn between the marks typed before and after it', async () => {
  const marks = new Marks(2)
  const { session, cell, put } = open(marks)
  put(0, 0, '60')
  const taken = session.enter([{ cell: cell(0, 0), text: '70' }, { cell: cell(1, 1), text: '\uff18\uff15' }])
  expect([cell(0, 0).text, cell(1, 1).status, session.waiting.value > 0]).toEqual(['70', 'waiting', true])
  put(1, 1, '9')
  expect(await taken).toBe(true)
  await session.rest()
  expect(Object.fromEntries(marks.stored)).toEqual({ '1/1': '70', '2/2': '9' })
  expect([marks.steps, cell(1, 1).text, cell(1, 1).status, session.waiting.value]).toEqual([[2], '9', 'saved', 0])
})

it('stores nothing of a step in which one cell is refused, and shows what is stored', async () => {
  const marks = new Marks()
  const { session, cell, put } = open(marks)
  put(0, 0, '60')
  await session.rest()
  expect(await session.enter([{ cell: cell(0, 0), text: '70' }, { cell: cell(0, 1), text: '999' }])).toBe(false)
  expect([cell(0, 0).text, cell(0, 1).text, cell(0, 1).status]).toEqual(['60', '', 'saved'])
  expect(Object.fromEntries(marks.stored)).toEqual({ '1/1': '60' })
})

it('clears a range as one step and leaves empty cells out of it', async () => {
  const marks = new Marks()
  const { session, cell, put } = open(marks)
  put(0, 0, '60')
  put(1, 0, '61')
  await session.rest()
  session.clear([cell(0, 0), cell(1, 0), cell(2, 0)])
  await session.rest()
  expect([marks.steps, marks.stored.size, marks.refusals]).toEqual([[2], 0, []])
})

it('tells why a fill was refused as a whole', async () => {
  const marks = new Marks()
  const { session, cell, put } = open(marks)
  put(1, 1, 'q')
  await session.rest()
  session.fillWith([cell(0, 0), cell(1, 0)], () => '50')
  await session.rest()
  await new Promise((r) => setTimeout(r))
  expect([marks.stored.size, marks.refusals.length, cell(0, 0).text]).toEqual([0, 1, ''])
})

it('stores the text that stood there before when it is typed again while the other one is on its way', async () => {
  const marks = new Marks(5)
  const { session, cell, put } = open(marks)
  put(0, 0, '80')
  await session.rest()
  put(0, 0, '85')
  put(0, 0, '80')
  await session.rest()
  expect([marks.stored.get('1/1'), cell(0, 0).text, cell(0, 0).saved, cell(0, 0).status]).toEqual(['80', '80', '80', 'saved'])
})

it('shows by Esc what will be stored, not what was, while a save is on its way', async () => {
  const marks = new Marks(5)
  const { session, cell, put } = open(marks)
  put(0, 0, '80')
  await session.rest()
  put(0, 0, '85')
  session.type(cell(0, 0), '9')
  session.restore(cell(0, 0))
  expect([cell(0, 0).text, cell(0, 0).status]).toEqual(['85', 'waiting'])
  await session.rest()
  expect([marks.stored.get('1/1'), cell(0, 0).text, cell(0, 0).status]).toEqual(['85', '85', 'saved'])
})

it('takes back the mark typed before an undo, never the one typed after it, and stores the same text typed again', async () => {
  const marks = new Marks(2)
  const { sheet, session, cell, put } = open(marks)
  put(0, 0, '80')
  const undone = session.inOrder(async () => {
    marks.stored.delete('1/1')
    session.reload(sheet)
  })
  put(0, 0, '80')
  put(0, 1, '7')
  await undone
  await session.rest()
  expect(Object.fromEntries(marks.stored)).toEqual({ '1/1': '80', '1/2': '7' })
  expect([cell(0, 0).text, cell(0, 0).status, cell(0, 1).status]).toEqual(['80', 'saved', 'saved'])
})
