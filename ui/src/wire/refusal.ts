import type { ProblemView } from './types'

/** A reason, and where it is about one cell of the sheet that cell: `person/indicator`. */
export interface Told extends ProblemView {
  cell?: string
}

/** The shell refused a command: every reason at once, worded. Nothing was changed. */
export class Refusal extends Error {
  readonly problems: Told[]
  readonly command: string

  constructor(command: string, problems: Told[]) {
    super(problems.map((p) => p.text).join('\n'))
    this.name = 'Refusal'
    this.command = command
    this.problems = problems
  }

  get code(): string {
    return this.problems[0]?.code ?? ''
  }

  has(code: string): boolean {
    return this.problems.some((p) => p.code === code)
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Whatever a rejected command threw, as a Refusal; what can't be read as problems is shown as it came. */
export function refusal(command: string, thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown
  if (isObject(thrown) && Array.isArray(thrown.problems)) {
    const problems = thrown.problems.filter(isObject).map((p) => ({
      code: text(p.code),
      place: text(p.place),
      text: text(p.text),
      remedy: text(p.remedy),
      ...(typeof p.cell === 'string' ? { cell: p.cell } : {}),
    }))
    if (problems.length > 0) return new Refusal(command, problems)
  }
  const said = thrown instanceof Error ? thrown.message : typeof thrown === 'string' ? thrown : JSON.stringify(thrown)
  return new Refusal(command, [{ code: 'unexpected', place: '', text: said, remedy: '' }])
}

/** The problems of anything caught. */
export function problemsOf(thrown: unknown): ProblemView[] {
  return refusal('', thrown).problems
}
