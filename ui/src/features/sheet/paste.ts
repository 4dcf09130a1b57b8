/**
 * A pasted block measured against the sheet: which lines are workers', which cell goes where, and everything about it that is odd.
 * Pure. Nothing odd is settled here: the panel shows each and the clerk chooses.
 */
import type { IndicatorColumn } from '@/wire/types'
import type { Cell, Row } from './model'
import type { At } from './range'
import { stateOf, tidy } from './typed'

/** Words by which headers and totals are known: the tables are Chinese whatever the window's language is. */
export interface Known {
  headers: string[]
  totals: string[]
  /** The states as words. */
  states: string[]
}

/** How a block is built. */
export interface Shape {
  /** The first line names the columns. */
  header: boolean
  /** Lines of sums. */
  totals: number[]
  /** The column with workers' names, and the one with their codes. */
  name: number | null
  code: number | null
  /** Columns of marks, in order. */
  marks: number[]
  /** The sheet's column of each of them, where the header says so. */
  named: (number | null)[]
}

export type By = 'place' | 'name' | 'code'
/** A line left out: `closed` lets the lines below move up, `open` leaves its worker as he is. */
export type Out = 'closed' | 'open'
export interface Choices {
  by: By
  out: Record<number, Out>
  /** A worker chosen for a line whose name fits several. */
  picked: Record<number, number>
  /** Blank runs that take what stands above them, by their address. */
  above: Record<string, boolean>
  /** Lines by which the block is moved down. */
  shift: number
}

export type OddKind =
  | 'header' | 'total' | 'no-worker' | 'no-column' | 'blank' | 'read-as' | 'name-twice' | 'name-unknown' | 'name-differs' | 'worker-twice' | 'refused'
export interface Odd {
  kind: OddKind
  /** In the block, as a spreadsheet would say it. */
  address: string
  line: number
  text: string
  /** Whom it is about. */
  row: Row | null
  candidates: Row[]
  reason: string
}
export interface Entry {
  address: string
  line: number
  cell: Cell
  row: Row
  text: string
}
export interface Planned {
  entries: Entry[]
  odd: Odd[]
  /** The worker of each line. */
  rows: (Row | null)[]
}

export function address(line: number, column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return `${letters}${line + 1}`
}

const plain = (text: string): string => text.replace(/\s/g, '').toLowerCase()
const MARK = /^[-\u6263\u5f97]?\d+(\.\d+)?$/
function readsAsMark(text: string, known: Known): boolean {
  const tidied = tidy(text)
  return MARK.test(tidied) || stateOf(tidied) !== null || known.states.includes(tidied)
}
/** The indicator that a header names, with or without its full points. */
function indicatorOf(text: string, indicators: IndicatorColumn[]): number | null {
  const short = plain(text).replace(/[(\uff08]?\d+(\.\d+)?\u5206?[)\uff09]?$/, '')
  const at = indicators.findIndex((i) => plain(i.name) === plain(text) || plain(i.name) === short)
  return at < 0 ? null : at
}

export function shapeOf(lines: string[][], all: Row[], indicators: IndicatorColumn[], known: Known): Shape {
  const width = Math.max(0, ...lines.map((line) => line.length))
  const first = lines[0] ?? []
  const heads = first.filter((text) => indicatorOf(text, indicators) !== null || known.headers.includes(plain(text)))
  const header = lines.length > 1 && heads.length > 0 && !first.some((text) => text.trim() !== '' && readsAsMark(text, known))
  const body = lines.map((_, at) => at).filter((at) => at > 0 || !header)
  const isTotal = (text: string): boolean => known.totals.some((word) => plain(text) === word || plain(text).endsWith(word))
  const totals = body.filter((at) => (lines[at] ?? []).slice(0, 3).some(isTotal))
  const plainLines = body.filter((at) => !totals.includes(at))
  const names = new Set(all.map((row) => plain(row.data.name)))
  const codes = new Set(all.map((row) => plain(row.data.code)))
  const column = (at: number): string[] => plainLines.map((line) => lines[line]?.[at] ?? '').filter((text) => text.trim() !== '')
  const mostly = (at: number, fits: (text: string) => boolean): boolean => {
    const texts = column(at)
    return texts.length > 0 && texts.filter(fits).length * 2 > texts.length
  }
  let name: number | null = null
  let code: number | null = null
  const marks: number[] = []
  for (let at = 0; at < width; at += 1) {
    const headed = header ? indicatorOf(first[at] ?? '', indicators) : null
    if (headed !== null) marks.push(at)
    else if (name === null && mostly(at, (text) => names.has(plain(text)))) name = at
    // Codes may be plain figures, as marks are: only what most workers' codes stand in is taken for them.
    else if (code === null && mostly(at, (text) => codes.has(plain(text)))) code = at
    else if (header && known.headers.includes(plain(first[at] ?? ''))) continue
    else if (column(at).length === 0 || mostly(at, (text) => readsAsMark(text, known))) marks.push(at)
    // Words at the left of the marks say who and where; among the marks they are marks that can't be read.
    else if (marks.length > 0 || column(at).some((text) => readsAsMark(text, known)) || width === 1) marks.push(at)
  }
  return { header, totals, name, code, marks, named: marks.map((at) => (header ? indicatorOf(first[at] ?? '', indicators) : null)) }
}

export function firstChoices(shape: Shape): Choices {
  const by: By = shape.code !== null ? 'code' : shape.name !== null ? 'name' : 'place'
  const out: Record<number, Out> = {}
  if (shape.header) out[0] = 'closed'
  for (const line of shape.totals) out[line] = 'closed'
  return { by, out, picked: {}, above: {}, shift: 0 }
}

/** `rows` are those in sight, from which places are counted; a name or a code is looked for among `all`. */
export function planOf(lines: string[][], shape: Shape, choices: Choices, rows: Row[], all: Row[], from: At): Planned {
  const odd: Odd[] = []
  const tell = (kind: OddKind, line: number, column: number, text: string, more: Partial<Odd> = {}): void => {
    odd.push({ kind, address: address(line, column), line, text, row: null, candidates: [], reason: '', ...more })
  }
  if (shape.header) tell('header', 0, 0, (lines[0] ?? []).join(' '))
  for (const line of shape.totals) tell('total', line, 0, (lines[line] ?? []).join(' '))

  // Whose each line is.
  const targets: (Row | null)[] = []
  let place = from.row + choices.shift
  for (const [line, cells] of lines.entries()) {
    const out = choices.out[line]
    if (out !== undefined) {
      targets.push(null)
      if (out === 'open') place += 1
      continue
    }
    targets.push(choices.by === 'place' ? byPlace(line, cells) : byWords(line, cells))
  }
  function byPlace(line: number, cells: string[]): Row | null {
    const row = rows[place] ?? null
    place += 1
    const name = shape.name === null ? '' : (cells[shape.name] ?? '')
    if (row === null && cells.some((text) => text.trim() !== '')) tell('no-worker', line, 0, cells.join(' '))
    else if (row !== null && name.trim() !== '' && plain(name) !== plain(row.data.name)) tell('name-differs', line, shape.name ?? 0, name, { row })
    return row
  }
  function byWords(line: number, cells: string[]): Row | null {
    const column = (choices.by === 'code' ? shape.code : shape.name) ?? 0
    const text = cells[column] ?? ''
    const of = (row: Row): string => (choices.by === 'code' ? row.data.code : row.data.name)
    const fits = all.filter((row) => plain(of(row)) === plain(text))
    const chosen = all.find((row) => row.data.person === choices.picked[line])
    if (fits.length === 0 && cells.some((cell) => cell.trim() !== '')) tell('name-unknown', line, column, text, { row: chosen ?? null })
    if (fits.length > 1) tell('name-twice', line, column, text, { candidates: fits, row: chosen ?? null })
    return chosen ?? (fits.length === 1 ? (fits[0] ?? null) : null)
  }
  const lineOf = new Map<Row, number>()
  const doubled = new Set<Row>()
  for (const [line, row] of targets.entries()) {
    if (row === null) continue
    if (lineOf.has(row)) doubled.add(row)
    else lineOf.set(row, line)
  }
  for (const [line, row] of targets.entries()) {
    if (row !== null && doubled.has(row)) tell('worker-twice', line, shape.name ?? shape.code ?? 0, row.data.name, { row })
  }

  const entries: Entry[] = []
  for (const [index, column] of shape.marks.entries()) {
    const at = shape.named[index] ?? from.column + index
    let above = ''
    /** The blank run in hand: its first line, and its last. */
    let run: [number, number] | null = null
    const endRun = (): void => {
      if (run) tell('blank', run[0], column, above, { reason: address(run[1], column) })
      run = null
    }
    for (const [line, cells] of lines.entries()) {
      if (choices.out[line] !== undefined) continue
      let text = cells[column] ?? ''
      const row = targets[line] ?? null
      if (text.trim() === '') {
        if (cells.every((cell) => cell.trim() === '') && row === null) continue
        run = [run === null ? line : run[0], line]
        if (!choices.above[address(run[0], column)] || above === '') continue
        text = above
      } else {
        endRun()
        above = text
      }
      const cell = row?.cells[at]
      if (row && !cell) tell('no-column', line, column, text, { row })
      if (!row || !cell || doubled.has(row)) continue
      const read = tidy(text)
      if (read !== text.trim()) tell('read-as', line, column, text, { row, reason: read })
      entries.push({ address: address(line, column), line, cell, row, text: read })
    }
    endRun()
  }
  odd.sort((a, b) => a.line - b.line)
  return { entries, odd, rows: targets }
}
