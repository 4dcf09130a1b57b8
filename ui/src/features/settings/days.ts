/** Days off and shifted days (调休), as ranges with a name; the settings keep them day by day. */
export interface Range {
  from: string
  to: string
  kind: 'off' | 'work'
  name: string
}
export interface Days {
  holidays: string[]
  workdays: string[]
  day_names: { day: string; name: string }[]
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
/** A day that the calendar has. */
export function isDay(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
}
export function shiftDay(day: string, by: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + by)
  return at.toISOString().slice(0, 10)
}
/** 0 is Sunday. */
export const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()

function daysOf(range: Range): string[] {
  const days = []
  for (let day = range.from; day <= range.to && days.length < 400; day = shiftDay(day, 1)) days.push(day)
  return days
}

/** Days in a row of one kind and name are one range. */
export function ranges(days: Days): Range[] {
  const names = new Map(days.day_names.map((each) => [each.day, each.name]))
  const all = [
    ...days.holidays.map((day) => ({ day, kind: 'off' as const })),
    ...days.workdays.map((day) => ({ day, kind: 'work' as const })),
  ].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  const found: Range[] = []
  for (const { day, kind } of all) {
    const name = names.get(day) ?? ''
    const last = found.at(-1)
    if (last && last.kind === kind && last.name === name && shiftDay(last.to, 1) === day) last.to = day
    else found.push({ from: day, to: day, kind, name })
  }
  return found
}

export function remove(days: Days, range: Range): Days {
  const gone = new Set(daysOf(range))
  const keep = (day: string) => !gone.has(day)
  return { holidays: days.holidays.filter(keep), workdays: days.workdays.filter(keep), day_names: days.day_names.filter((each) => keep(each.day)) }
}

/** What is added takes the place of what stood on those days. */
export function add(days: Days, range: Range): Days {
  const rest = remove(days, range)
  const added = daysOf(range)
  const named = range.name.trim() === '' ? [] : added.map((day) => ({ day, name: range.name.trim() }))
  return {
    holidays: range.kind === 'off' ? [...rest.holidays, ...added].sort() : rest.holidays,
    workdays: range.kind === 'work' ? [...rest.workdays, ...added].sort() : rest.workdays,
    day_names: [...rest.day_names, ...named].sort((a, b) => (a.day < b.day ? -1 : 1)),
  }
}

/** A year's table on the same dates of the next, to be put right there; a 29 February that the next lacks is left out. */
export function copyToNextYear(days: Days, year: string): Days {
  const next = (day: string) => `${Number(year) + 1}${day.slice(4)}`
  const of = ranges(days).filter((range) => range.from.startsWith(year))
  const moved = of.map((range) => ({ ...range, from: next(range.from), to: next(range.to) })).filter((range) => isDay(range.from) && isDay(range.to))
  return moved.reduce(add, days)
}

export interface Read {
  ranges: Range[]
  /** Lines that can't be read. */
  bad: number[]
}

/** A table `from,to,kind,name`, or `date,kind,name`; a header is passed over. Kinds are `off` and `work`, or the office's words. */
export function read(text: string, words: { off: string[]; work: string[] } = { off: [], work: [] }): Read {
  const kinds = new Map<string, Range['kind']>([['off', 'off'], ['work', 'work']])
  for (const word of words.off) kinds.set(word, 'off')
  for (const word of words.work) kinds.set(word, 'work')
  const found: Read = { ranges: [], bad: [] }
  text.replace(/^\uFEFF/, '').split(/\r?\n/).forEach((line, at) => {
    const cells = line.split(/[,，\t]/).map((cell) => cell.trim())
    if (cells.every((cell) => cell === '') || (at === 0 && !isDay(cells[0] ?? ''))) return
    const [from = '', second = '', ...rest] = cells
    const [to, kind = '', name = ''] = isDay(second) ? [second, ...rest] : [from, second, ...rest]
    const of = kinds.get(kind)
    if (of === undefined || !isDay(from) || from > to) found.bad.push(at + 1)
    else found.ranges.push({ from, to, kind: of, name })
  })
  return found
}
