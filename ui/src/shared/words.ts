/** Words made of figures. */
import { monthParts } from './format'
import { spoken, t } from './i18n'

/** A month as it is said in Chinese; in English as it is written, 2026-06. */
export function monthName(month: string | null | undefined): string {
  if (!month) return ''
  return spoken() === 'en' ? month : t('month.name', monthParts(month))
}
