/** Sheets and a small stand-in for the office file's marks, for the tests of this folder. */
import type { CellText, MarkSaved, MarksSaved, Sheet } from '@/wire/types'

export function sheetOf(workers: number, indicators: number, perVillage: number): Sheet {
  return {
    scheme: 'default',
    month: '2026-06',
    editable: true,
    inspections: [{ id: 1, kind: 'joint', number: 1, inspector: '', held_on: null, marks: 0 }],
    inspection: 1,
    indicators: Array.from({ length: indicators }, (_, i) => ({ id: i + 1, name: `I${i + 1}`, full: '100.00', article: '3', entry: 'earned' })),
    rows: Array.from({ length: workers }, (_, i) => ({
      person: i + 1,
      code: String(1001 + i),
      name: `W${i + 1}`,
      initials: `w${i + 1}`,
      village: `V${Math.floor(i / perVillage) + 1}`,
      number: (i % perVillage) + 1,
      drawn: true,
      grids: 'G',
      group: 'A',
      state: null,
      cells: Array.from({ length: indicators }, () => null),
      live: { score: null, rank: null, grade: null, reward_fen: null, measures: [] },
    })),
  }
}

/** Marks by `person/indicator`, refused above 100; answers a moment later, each one later than a fast hand types. */
export class Marks {
  readonly stored = new Map<string, string>()
  readonly states = new Map<number, 'absent' | 'exempt' | 'uninspected'>()
  readonly order: string[] = []
  /** How many cells each step had. */
  readonly steps: number[] = []
  /** What was told of steps that were refused. */
  readonly refusals: unknown[] = []
  readonly #slow: number

  constructor(slow = 0) {
    this.#slow = slow
  }

  async set(person: number, indicator: number, text: string): Promise<MarkSaved> {
    await new Promise((r) => setTimeout(r, this.#slow))
    this.order.push(`${person}/${indicator}=${text}`)
    const state = ({ q: 'absent', m: 'exempt', w: 'uninspected' } as const)[text]
    if (state) this.states.set(person, state)
    else if (this.states.has(person)) throw new Error('state stands')
    else if (text === '') this.stored.delete(`${person}/${indicator}`)
    else if (Number.isNaN(Number(text)) || Math.abs(Number(text)) > 100) throw new Error(`${text} is not within 0 and 100`)
    else this.stored.set(`${person}/${indicator}`, text)
    return this.#answer(person, indicator)
  }

  /** All of them or none, as one step. */
  async setMany(cells: CellText[]): Promise<MarksSaved> {
    await new Promise((r) => setTimeout(r, this.#slow))
    const bad = cells.find(({ person, text }) => this.states.has(person) || (text !== '' && !(Math.abs(Number(text)) <= 100)))
    if (bad) throw new Error(`${bad.text} is not within 0 and 100`)
    this.steps.push(cells.length)
    for (const { person, indicator, text } of cells) {
      if (text === '') this.stored.delete(`${person}/${indicator}`)
      else this.stored.set(`${person}/${indicator}`, text)
    }
    return {
      cells: cells.map(({ person, indicator }) => ({ person, indicator, cell: this.#answer(person, indicator).cell })),
      rows: [...new Set(cells.map((c) => c.person))].map((person) => ({ person, state: this.states.get(person) ?? null })),
      live: [],
      marked: this.stored.size,
      month_state: 'scoring',
      changed: { text: '', topics: ['month'], undo: { undo: null, redo: null } },
    }
  }

  async clearState(person: number): Promise<MarkSaved> {
    this.states.delete(person)
    return this.#answer(person, 0)
  }

  #answer(person: number, indicator: number): MarkSaved {
    const text = this.stored.get(`${person}/${indicator}`)
    return {
      cell: text === undefined ? null : { text, by: 'clerk', at: '2026-06-26 09:00:00' },
      state: this.states.get(person) ?? null,
      live: [{ person, live: { score: `${text ?? '0'}.00`, rank: 1, grade: null, reward_fen: null, measures: [] } }],
      marked: this.stored.size,
      month_state: 'scoring',
      changed: { text: '', topics: ['month'], undo: { undo: null, redo: null } },
    }
  }
}
