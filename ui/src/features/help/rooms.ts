/** The chapter that helps in a room. */
export const CHAPTER_OF_ROOM: Record<string, string> = {
  overview: 'start',
  grids: 'places',
  people: 'places',
  meeting: 'month',
  month: 'month',
  outcomes: 'outcomes',
  policies: 'policies',
  boards: 'boards',
  documents: 'papers',
  journal: 'safety',
  settings: 'safety',
}
