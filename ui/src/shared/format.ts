/** Figures as they are shown. Nothing here computes a score or an amount: money is only cut into yuan and fen. */

/** 150050 → 1,500.50; null stays empty. */
export function money(fen: number | null | undefined): string {
  if (fen === null || fen === undefined) return ''
  const sign = fen < 0 ? '−' : ''
  const whole = Math.abs(fen)
  const yuan = Math.floor(whole / 100)
  const rest = String(whole % 100).padStart(2, '0')
  return `${sign}${grouped(yuan)}.${rest}`
}

/** Yuan that come as text: 50000.00 → 50,000.00. */
export function amount(yuan: string): string {
  return yuan.replace(/^-/, '−').replace(/\B(?=(\d{3})+(?!\d)(?=\.|$))/g, ',')
}

/** 3087 → 3,087. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A score comes as text with two decimals and is shown as it is, with a real minus; null stays empty. */
export function score(value: string | null | undefined): string {
  return (value ?? '').replace(/^-/, '−')
}

/** A change, with its sign always shown. */
export function change(value: string | null | undefined): string {
  if (value === null || value === undefined || value === '') return ''
  if (value.startsWith('-')) return `−${value.slice(1)}`
  return /^0*\.?0*$/.test(value) ? value : `+${value}`
}

/** 2026-06 → 2026年6月 by the pattern of the language. */
export function monthParts(month: string): { year: string; month: string } {
  const [year = '', m = ''] = month.split('-')
  return { year, month: String(Number(m)) }
}

/** The month after: 2026-12 → 2027-01. */
export function monthAfter(month: string): string {
  return shiftMonth(month, 1)
}

export function shiftMonth(month: string, by: number): string {
  const [year = 0, m = 1] = month.split('-').map(Number)
  const index = year * 12 + (m - 1) + by
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

export function lastDay(month: string): string {
  const [year = 0, m = 1] = month.split('-').map(Number)
  return `${month}-${String(new Date(Date.UTC(year, m, 0)).getUTCDate()).padStart(2, '0')}`
}

/** The file's name at the end of a path, on either system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}
