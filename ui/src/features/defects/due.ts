/** Where a problem stands, in words: working days come counted from the core. */
import { t } from '@/shared/i18n'
import type { DefectRow } from '@/wire/types'

export function standing(row: Pick<DefectRow, 'state' | 'days_left'>): string {
  const left = row.days_left
  if (left === null) return t(`defect.state-${row.state}`)
  if (left < 0) return t('defect.overdue-days', { count: -left })
  if (row.state === 'overdue') return t('defect.overdue-rest')
  return left === 0 ? t('defect.due-today') : t('defect.due-days', { count: left })
}

export type Which = 'all' | 'open' | 'overdue' | 'recheck'

/** Which rows a filter shows. */
export function shows(which: Which, row: Pick<DefectRow, 'state'>): boolean {
  if (which === 'open') return row.state === 'open' || row.state === 'overdue' || row.state === 'failed'
  if (which === 'overdue') return row.state === 'overdue'
  return which === 'all' || row.state === 'fixed'
}
