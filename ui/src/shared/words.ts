/** Words made of figures: a month, a count. */
import { monthParts } from './format'
import { t } from './i18n'

/** 2026年6月, or June's 2026-06 in English. */
export function monthName(month: string | null | undefined): string {
  return month ? t('month.name', monthParts(month)) : ''
}
