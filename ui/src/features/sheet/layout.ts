/** Bands and rows as one list of equal heights, and which of them are made. */
import type { Row } from './model'

export const ROW = 32
export const HEAD = 34
export const LEFT = { name: 120, grid: 132 }
export const RIGHT = { score: 64, rank: 46, grade: 58, measure: 112 }
export const LEFT_WIDTH = LEFT.name + LEFT.grid
export const RIGHT_WIDTH = RIGHT.score + RIGHT.rank + RIGHT.grade + RIGHT.measure

export type Item = { kind: 'band'; village: string; count: number; drawn: boolean; key: string } | { kind: 'row'; row: Row; at: number; key: string }

export interface Layout {
  items: Item[]
  /** For each shown row, its place among the items. */
  places: number[]
}

export function layOut(rows: Row[]): Layout {
  const items: Item[] = []
  const places: number[] = []
  let band: Extract<Item, { kind: 'band' }> | undefined
  for (const [at, row] of rows.entries()) {
    if (band === undefined || band.village !== row.data.village || band.drawn !== row.data.drawn) {
      band = { kind: 'band', village: row.data.village, count: 0, drawn: row.data.drawn, key: `band-${row.data.village}-${at}` }
      items.push(band)
    }
    band.count += 1
    places.push(items.length)
    items.push({ kind: 'row', row, at, key: `row-${row.data.person}` })
  }
  return { items, places }
}

/** What is in sight, and always the neighbourhood of the cell in hand: its inputs exist before a key asks for them. */
export function made(inSight: number[], layout: Layout, hand: number | null): number[] {
  if (hand === null) return inSight
  const wanted = new Set(inSight)
  for (let at = hand - 3; at <= hand + 3; at += 1) {
    const place = layout.places[at]
    if (place !== undefined) wanted.add(place)
  }
  return [...wanted].sort((a, b) => a - b)
}

/** Where a box must scroll to so that a stretch is seen between what covers its ends; unchanged when it is seen. */
export function scrolled(now: number, size: number, start: number, end: number, before: number, after: number): number {
  if (start - before < now) return Math.max(0, start - before)
  if (end + after > now + size) return end + after - size
  return now
}
