/**
 * The sheet as it stands in the window. A cell in hand keeps its own draft: neither an answer that comes late nor a sheet that
 * is loaded again writes into it.
 */
import { shallowReactive } from 'vue'
import type { Live, Sheet, SheetCell, SheetRow, State } from '@/wire/types'
import type { Job } from './queue'
import { tidy } from './typed'

/** `saved`: what is shown is stored. `typing`: in hand. `waiting`: on its way. `refused`: not stored, and why. */
export type Status = 'saved' | 'typing' | 'waiting' | 'refused'

export interface Cell {
  key: string
  row: number
  column: number
  /** What the field holds. */
  text: string
  /** What is stored. */
  saved: string
  /** What will be stored once the saves under way have ended; null when none of this cell is. */
  sending: string | null
  status: Status
  reason: string
  by: string
  at: string
}

export interface Row {
  index: number
  data: SheetRow
  state: State | null
  live: Live
  cells: Cell[]
}

export interface SheetModel {
  rows: Row[]
  /** Cells whose text the shell refused, as they came. */
  refused: Set<Cell>
}

const cellKey = (person: number, indicator: number): string => `${person}/${indicator}`

export function modelOf(sheet: Sheet): SheetModel {
  const rows = sheet.rows.map((data, index) =>
    shallowReactive<Row>({
      index,
      data,
      state: data.state === 'assessed' ? null : data.state,
      live: data.live,
      cells: sheet.indicators.map((indicator, column) =>
        shallowReactive<Cell>({
          key: cellKey(data.person, indicator.id),
          row: index,
          column,
          text: data.cells[column]?.text ?? '',
          saved: data.cells[column]?.text ?? '',
          sending: null,
          status: 'saved',
          reason: '',
          by: data.cells[column]?.by ?? '',
          at: data.cells[column]?.at ?? '',
        }),
      ),
    }),
  )
  return { rows, refused: shallowReactive(new Set<Cell>()) }
}

/** The same sheet loaded again: what is stored is taken over, drafts and refused texts stay. */
export function carryOver(old: SheetModel, fresh: SheetModel): SheetModel {
  const drafts = new Map<string, Cell>()
  for (const row of old.rows) for (const cell of row.cells) if (cell.status !== 'saved') drafts.set(cell.key, cell)
  if (drafts.size === 0) return fresh
  for (const row of fresh.rows) {
    for (const cell of row.cells) {
      const draft = drafts.get(cell.key)
      if (draft) Object.assign(cell, { text: draft.text, sending: draft.sending, reason: draft.reason })
      if (draft) setStatus(fresh, cell, draft.status)
    }
  }
  return fresh
}

function setStatus(model: SheetModel, cell: Cell, status: Status): void {
  if (status === 'refused') model.refused.add(cell)
  else model.refused.delete(cell)
  cell.status = status
}

/** Each key that changes the field writes the draft at once. */
export function typed(model: SheetModel, cell: Cell, text: string): void {
  cell.text = text
  setStatus(model, cell, 'typing')
}

/**
 * The cell is left: what is to be saved, if anything. The text is held against what will be stored, not against what is. `sure`
 * is false while an undo is on its way, as nobody knows yet what it leaves behind: then every text goes out.
 */
export function left(model: SheetModel, cell: Cell, row: Row, sure: boolean): Job | null {
  if (cell.status !== 'typing') return null
  const text = tidy(cell.text)
  const stands = row.state !== null && row.state !== 'assessed'
  // Emptying a cell that shows a state takes the state back, so it goes out although nothing is stored in the cell.
  if (sure && text === (cell.sending ?? cell.saved) && !(stands && text === '')) {
    restored(model, cell)
    return null
  }
  cell.text = text
  cell.sending = text
  cell.reason = ''
  setStatus(model, cell, 'waiting')
  return { key: cell.key, text }
}

/** Esc: back to what is stored, or will be. */
export function restored(model: SheetModel, cell: Cell): void {
  cell.text = cell.sending ?? cell.saved
  cell.reason = ''
  setStatus(model, cell, cell.sending === null ? 'saved' : 'waiting')
}

/**
 * The shell has it. A newer draft in the cell stays; else the field shows what is stored, whatever was asked for: q, m and w became
 * the row's state, no mark.
 */
export function saved(model: SheetModel, cell: Cell, answer: { cell: SheetCell | null }, newer: boolean): void {
  take(cell, answer.cell)
  if (newer) return
  cell.sending = null
  if (cell.status === 'waiting') restored(model, cell)
}

function take(cell: Cell, stored: SheetCell | null): void {
  cell.saved = stored?.text ?? ''
  cell.by = stored?.by ?? ''
  cell.at = stored?.at ?? ''
}

/** The cell is part of a step of many that is on its way. */
export function sent(model: SheetModel, cell: Cell, text: string): void {
  cell.text = text
  cell.sending = text
  cell.reason = ''
  setStatus(model, cell, 'waiting')
}

/** The step was refused as a whole: the cell shows what is stored, as nothing of the step is. */
export function notSent(model: SheetModel, cell: Cell, newer: boolean): void {
  if (newer) return
  cell.sending = null
  if (cell.status === 'waiting') restored(model, cell)
}

/** The shell refused it: the text stays to be mended. */
export function refusedCell(model: SheetModel, cell: Cell, reason: string, newer: boolean): void {
  if (newer) return
  cell.sending = null
  if (cell.status !== 'waiting') return
  cell.reason = reason
  setStatus(model, cell, 'refused')
}

export function setState(row: Row, state: State | null): void {
  row.state = state === 'assessed' ? null : state
}
