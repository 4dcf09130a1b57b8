/** What the wall shows of a picture: which pages the ranking has, and what on it is new. Nothing here ranks or scores. */
import type { MeetingPerson, MeetingProblem, MeetingRow } from '@/wire/types'

/** What happened to a row since the picture before. */
export interface News {
  kind: 'new' | 'up' | 'down' | 'same'
  by: number
}

/** Rows with another score than before, or none before; who was only pushed down by others is no news. */
export function newsOf(before: MeetingRow[], now: MeetingRow[]): Map<number, News> {
  const there = new Map(before.map((row) => [row.subject, row]))
  const news = new Map<number, News>()
  for (const row of now) {
    const old = there.get(row.subject)
    if (!old) news.set(row.subject, { kind: 'new', by: 0 })
    else if (old.score !== row.score || old.grade !== row.grade) {
      const by = (old.rank ?? 0) - (row.rank ?? 0)
      news.set(row.subject, { kind: by > 0 ? 'up' : by < 0 ? 'down' : 'same', by: Math.abs(by) })
    }
  }
  return news
}

export interface Page {
  group: string
  rows: MeetingRow[]
}

/** Pages of a group each, of at most `size` rows; `top` leaves out the places after it. */
export function pagesOf(rows: MeetingRow[], size: number, top: number | null): Page[] {
  const pages: Page[] = []
  for (const row of rows) {
    if (top !== null && (row.rank ?? top + 1) > top) continue
    const last = pages.at(-1)
    if (last && last.group === row.group && last.rows.length < size) last.rows.push(row)
    else pages.push({ group: row.group, rows: [row] })
  }
  return pages
}

/** The page on which somebody stands; -1 for none. */
export const pageOf = (pages: Page[], subject: number): number => pages.findIndex((page) => page.rows.some((row) => row.subject === subject))

/** As many people of the village as there is room for, with the one in hand among them. */
export function around(people: MeetingPerson[], at: number | null, room: number): MeetingPerson[] {
  if (people.length <= room) return people
  const here = Math.max(0, people.findIndex((person) => person.subject === at))
  const first = Math.min(Math.max(0, here - Math.floor(room / 2)), people.length - room)
  return people.slice(first, first + room)
}

/** A photo on the wall, with the problem that it shows. */
export interface Shot {
  photo: number
  problem: MeetingProblem
}

export const shotsOf = (problems: MeetingProblem[]): Shot[] => problems.flatMap((problem) => problem.photos.map((photo) => ({ photo, problem })))
