/** The sheet's verbs: type, leave, paste, fill, restore; every save through the one queue. */
import { ref, shallowRef, triggerRef, type Ref, type ShallowRef } from 'vue'
import type { CellText, Changed, LiveRow, MarkSaved, MarksSaved, Sheet } from '@/wire/types'
import * as model from './model'
import type { Cell, Row, SheetModel } from './model'
import { SaveQueue, type Job } from './queue'
import { tidy } from './typed'

export interface Ports {
  /** Saves one mark. */
  setMark: (person: number, indicator: number, text: string) => Promise<MarkSaved>
  /** Takes a row's state back. */
  clearState: (person: number) => Promise<MarkSaved>
  /** Saves many cells in one step, or none of them; null where each is saved by itself. */
  setMarks: ((cells: CellText[]) => Promise<MarksSaved>) | null
  /** A save is done. */
  wrote: (answer: { changed: Changed }) => void
  /** A step of many cells was refused: none of them is stored. */
  stepRefused: (thrown: unknown) => void
  /** A refusal in one sentence. */
  reason: (thrown: unknown) => string
}

/** A cell and what is to stand in it. */
export interface Entered {
  cell: Cell
  text: string
}

export interface SheetSession {
  model: ShallowRef<SheetModel>
  waiting: Ref<number>
  type: (cell: Cell, text: string) => void
  leave: (cell: Cell) => void
  restore: (cell: Cell) => void
  clear: (cells: Cell[]) => void
  fillWith: (cells: Cell[], text: (cell: Cell) => string) => void
  /** Many cells in one step that is undone as one. False when it was refused, and then nothing of it is stored. */
  enter: (cells: Entered[]) => Promise<boolean>
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
      show(answer.live)
      ports.wrote(answer)
    },
    refused: (job, thrown) => {
      const there = cellOf(job)
      if (there) model.refusedCell(current.value, there.cell, ports.reason(thrown), queue.holds(job.key))
    },
    count: (n) => {
      queued = n
      waiting.value = queued + entering
    },
  })
  /** What waits: cells by themselves, and cells of steps. */
  let queued = 0
  let entering = 0

  function show(live: LiveRow[]): void {
    for (const changed of live) {
      const row = byPerson.get(changed.person)
      if (row) row.live = changed.live
    }
  }
  /** The cell of a key as the sheet holds it now: it may have been read again meanwhile. */
  const now = (key: string): Cell | undefined => cellOf({ key, text: '' })?.cell

  async function step(setMarks: NonNullable<Ports['setMarks']>, cells: { key: string; text: string }[]): Promise<boolean> {
    const marks = cells.map(({ key, text }) => {
      const [person = -1, indicator = -1] = key.split('/').map(Number)
      return { person, indicator, text }
    })
    let answer: MarksSaved
    try {
      answer = await setMarks(marks)
    } catch (thrown) {
      for (const { key } of cells) {
        const cell = now(key)
        if (cell) model.notSent(current.value, cell, queue.holds(key))
      }
      refusal = thrown
      return false
    }
    for (const { person, state } of answer.rows) {
      const row = byPerson.get(person)
      if (row) model.setState(row, state)
    }
    for (const saved of answer.cells) {
      const key = `${saved.person}/${saved.indicator}`
      const cell = now(key)
      if (cell) model.saved(current.value, cell, saved, queue.holds(key))
    }
    show(answer.live)
    ports.wrote(answer)
    return true
  }
  let refusal: unknown = null
  async function enter(cells: Entered[]): Promise<boolean> {
    const { setMarks } = ports
    if (setMarks === null) {
      for (const { cell, text } of cells) put(cell, text)
      return true
    }
    const jobs = cells.map(({ cell, text }) => ({ key: cell.key, text: tidy(text) }))
    for (const [at, { cell }] of cells.entries()) model.sent(current.value, cell, jobs[at]?.text ?? '')
    entering += cells.length
    waiting.value = queued + entering
    let taken = false
    await queue.inOrder(async () => {
      taken = await step(setMarks, jobs)
      entering -= cells.length
      waiting.value = queued + entering
    })
    return taken
  }
  /** One cell by itself; several as a step, whose refusal is told. */
  async function together(cells: Entered[]): Promise<void> {
    const [only] = cells
    if (cells.length === 1 && only) put(only.cell, only.text)
    else if (cells.length > 1 && !(await enter(cells))) ports.stepRefused(refusal)
  }

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
      const there = cells.filter(
        (cell) => cell.text !== '' || cell.saved !== '' || cell.sending !== null || current.value.rows[cell.row]?.state !== null,
      )
      void together(there.map((cell) => ({ cell, text: '' })))
    },
    fillWith: (cells, text) => void together(cells.map((cell) => ({ cell, text: text(cell) }))),
    enter,
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
