/** The form of a problem: how it begins, and what a choice empties so that the core fills it anew. Nothing is computed here. */
import type { DefectForm, DefectRow, DefectSource } from '@/wire/types'

/** A cell of the sheet. */
export interface CellPlace {
  inspection: number
  person: number
  name: string
  indicator: number
  indicatorName: string
}

export function blank(month: string, today: string, lastDay: string, cell: CellPlace | null): DefectForm {
  return {
    id: null,
    month,
    source: cell ? 'inspection' : 'resident',
    level: null,
    inspection: cell?.inspection ?? null,
    subject: cell?.person ?? null,
    subject_name: cell?.name ?? '',
    grid: null,
    grid_name: '',
    place: '',
    what: '',
    common: null,
    indicator: cell?.indicator ?? null,
    lost: '',
    in_mark: false,
    found_on: today.startsWith(month) ? today : lastDay,
    found_by: '',
    due_on: null,
    days: null,
  }
}

/** A stored one, to be changed: its points stand in the mark already. */
export function formOf(row: DefectRow): DefectForm {
  return {
    id: row.id,
    month: row.month,
    source: row.source,
    level: row.level,
    inspection: row.inspection,
    subject: row.subject,
    subject_name: row.subject_name,
    grid: row.grid,
    grid_name: row.grid_name,
    place: row.place,
    what: row.what,
    common: row.common,
    indicator: row.indicator,
    lost: row.lost ?? '',
    in_mark: false,
    found_on: row.found_on,
    found_by: row.found_by,
    due_on: row.due_on,
    days: null,
  }
}

/** The number typed, full-width digits too; null for what is no number. */
export function numberTyped(text: string): number | null {
  const plain = text.normalize('NFKC').trim()
  return /^[1-9]\d{0,4}$/.test(plain) ? Number(plain) : null
}

/** Another common problem: its text, points, days and date come anew; the sheet's own column stays. */
export function withCommon(form: DefectForm, number: number | null, inCell: boolean): DefectForm {
  if (number === null) return { ...form, common: null }
  return { ...form, common: number, what: '', lost: '', days: null, due_on: null, indicator: inCell ? form.indicator : null }
}

/** Heard of elsewhere: a resident's call belongs to no inspection, and its level is the core's to fill. */
export function withSource(form: DefectForm, source: DefectSource): DefectForm {
  const inspected = source === 'inspection'
  return { ...form, source, level: null, inspection: inspected ? form.inspection : null, indicator: inspected ? form.indicator : null, lost: inspected ? form.lost : '' }
}

/** Another grid: who answers for it is asked anew. */
export function withGrid(form: DefectForm, grid: number | null): DefectForm {
  return { ...form, grid, subject: null, subject_name: '' }
}

/** How many problems and photos a cell has, by `person/indicator`. */
export type Found = Map<string, { count: number; photos: number }>

export function foundIn(rows: DefectRow[]): Found {
  const found: Found = new Map()
  for (const row of rows) {
    if (row.subject === null || row.indicator === null) continue
    const key = `${row.subject}/${row.indicator}`
    const so = found.get(key) ?? { count: 0, photos: 0 }
    found.set(key, { count: so.count + 1, photos: so.photos + row.photos.length })
  }
  return found
}
