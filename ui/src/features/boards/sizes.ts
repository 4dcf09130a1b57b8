import type { BoardOptionsForm } from '@/wire/types'

/** Sizes seen on real boards, in millimetres; the insert sheets are for those that change often. */
export const SIZES: { key: string; width: number; height: number }[] = [
  { key: '60x40', width: 600, height: 400 },
  { key: '90x60', width: 900, height: 600 },
  { key: 'a3', width: 420, height: 297 },
  { key: 'a4', width: 297, height: 210 },
]

export function standardOptions(): BoardOptionsForm {
  return { width_mm: 600, height_mm: 400, bleed_mm: 0, marks: false, style: 'red' }
}
