/** A block of cells picked with shift, and what is done with it: copied, filled down, cleared. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Cell, Row } from './model'

export interface At {
  row: number
  column: number
}
export interface Range {
  top: number
  bottom: number
  from: number
  to: number
}

export interface Picking {
  /** Where the block began. */
  anchor: Ref<At | null>
  /** Null while one cell is in hand. */
  range: ComputedRef<Range | null>
  /** The block's columns in a row of it. */
  spanOf: (row: number) => Range | null
  picked: () => Cell[]
  /** The cells to fill and the row they take their text from: the block's top row, or what stands above the cell in hand. */
  filling: () => { cells: Cell[]; source: Row } | null
  copied: () => string
}

/** `word` says a row's state: what its cells show is what is copied from them. */
export function usePicking(rows: () => Row[], hand: () => At | null, word: (row: Row) => string | null = () => null): Picking {
  const anchor = ref<At | null>(null)
  const range = computed(() => {
    const a = anchor.value
    const h = hand()
    if (!a || !h || (a.row === h.row && a.column === h.column)) return null
    return {
      top: Math.min(a.row, h.row),
      bottom: Math.max(a.row, h.row),
      from: Math.min(a.column, h.column),
      to: Math.max(a.column, h.column),
    }
  })
  function picked(): Cell[] {
    const r = range.value
    if (r) return rows().slice(r.top, r.bottom + 1).flatMap((row) => row.cells.slice(r.from, r.to + 1))
    const h = hand()
    const cell = h ? rows()[h.row]?.cells[h.column] : undefined
    return cell ? [cell] : []
  }
  return {
    anchor,
    range,
    spanOf: (row) => (range.value && row >= range.value.top && row <= range.value.bottom ? range.value : null),
    picked,
    filling: () => {
      const source = rows()[range.value ? range.value.top : (hand()?.row ?? 0) - 1]
      return source ? { cells: picked().filter((cell) => source.cells[cell.column] !== cell), source } : null
    },
    copied: () => {
      const r = range.value
      if (!r) return ''
      const lines = rows().slice(r.top, r.bottom + 1)
      return lines.map((row) => row.cells.slice(r.from, r.to + 1).map((cell) => (cell.status === 'saved' ? (word(row) ?? cell.text) : cell.text)).join('\t')).join('\n')
    },
  }
}
