/** The sheet's verbs: type, leave, paste, fill, restore; every save through the one queue. */
import { ref, shallowRef, triggerRef, type Ref, type ShallowRef } from 'vue'
import type { MarkSaved, Sheet } from '@/wire/types'
import * as model from './model'
import type { Cell, Row, SheetModel } from './model'
import { SaveQueue, type Job } from './queue'

export interface Ports {
  /** Saves one mark. */
  setMark: (person: number, indicator: number, text: string) => Promise<MarkSaved>
  /** Takes a row's state back. */
  clearState: (person: number) => Promise<MarkSaved>
  /** A save is done. */
  wrote: (answer: MarkSaved) => void
  /** A refusal in one sentence. */
  reason: (thrown: unknown) => string
}

/** A pasted cell that has no place on the sheet. */
export interface Left {
  row: number
  column: number
  text: string
}

export interface SheetSession {
  model: ShallowRef<SheetModel>
  waiting: Ref<number>
  type: (cell: Cell, text: string) => void
  leave: (cell: Cell) => void
  restore: (cell: Cell) => void
  clear: (cells: Cell[]) => void
  fill: (cells: Cell[], text: (cell: Cell) => string) => void
  paste: (rows: Row[], from: { row: number; column: number }, block: string[][]) => Left[]
  /** Does something between the saves of what was typed before and of what is typed after. */
  inOrder: (work: () => Promise<void>) => Promise<void>
  /** The sheet as it was read in its turn, by a step in order. */
  reload: (sheet: Sheet) => void
  rest: () => Promise<void>
  refused: () => Cell[]
}

const index = (of: SheetModel): Map<number, Row> => new Map(of.rows.map((row) => [row.data.person, row]))

export function openSheet(sheet: Sheet, ports: Ports): SheetSession {
  const current = shallowRef(model.modelOf(sheet))
  let indicators = sheet.indicators
  const waiting = ref(0)
  let byPerson = index(current.value)

  function cellOf(job: Job): { row: Row; cell: Cell } | null {
    const [person, indicator] = job.key.split('/').map(Number)
    const row = byPerson.get(person ?? -1)
    const cell = row?.cells[indicators.findIndex((i) => i.id === indicator)]
    return row && cell ? { row, cell } : null
  }

  async function send(job: Job): Promise<MarkSaved> {
    const [person = -1, indicator = -1] = job.key.split('/').map(Number)
    const there = cellOf(job)
    const stands = there !== null && there.row.state !== null
    return stands && job.text === '' ? ports.clearState(person) : ports.setMark(person, indicator, job.text)
  }

  const queue: SaveQueue<MarkSaved> = new SaveQueue(send, {
    sent: () => undefined,
    saved: (job, answer) => {
      const there = cellOf(job)
      if (there) {
        model.setState(there.row, answer.state)
        model.saved(current.value, there.cell, answer, queue.holds(job.key))
      }
      for (const changed of answer.live) {
        const row = byPerson.get(changed.person)
        if (row) row.live = changed.live
      }
      ports.wrote(answer)
    },
    refused: (job, thrown) => {
      const there = cellOf(job)
      if (there) model.refusedCell(current.value, there.cell, ports.reason(thrown), queue.holds(job.key))
    },
    count: (n) => (waiting.value = n),
  })

  function leave(cell: Cell): void {
    const row = current.value.rows[cell.row]
    if (!row) return
    const job = model.left(current.value, cell, row, !queue.changing)
    if (job) queue.push(job)
  }
  function put(cell: Cell, text: string): void {
    model.typed(current.value, cell, text)
    leave(cell)
  }

  return {
    model: current,
    waiting,
    type: (cell, text) => model.typed(current.value, cell, text),
    leave,
    restore: (cell) => model.restored(current.value, cell),
    clear: (cells) => {
      for (const cell of cells) put(cell, '')
    },
    fill: (cells, text) => {
      for (const cell of cells) put(cell, text(cell))
    },
    /** Blank cells of the block change nothing; what falls outside the sheet comes back. */
    paste: (rows, from, lines) => {
      const outside: Left[] = []
      for (const [down, line] of lines.entries()) {
        for (const [right, text] of line.entries()) {
          if (text.trim() === '') continue
          const cell = rows[from.row + down]?.cells[from.column + right]
          if (cell) put(cell, text)
          else outside.push({ row: down + 1, column: right + 1, text })
        }
      }
      return outside
    },
    inOrder: (work) => queue.inOrder(work),
    reload: (fresh) => {
      indicators = fresh.indicators
      current.value = model.carryOver(current.value, model.modelOf(fresh))
      byPerson = index(current.value)
      triggerRef(current)
    },
    rest: () => queue.rest(),
    refused: () => [...current.value.refused].sort((a, b) => a.row - b.row || a.column - b.column),
  }
}
