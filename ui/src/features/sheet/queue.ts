/**
 * Saves go out one at a time, in the order in which cells were left. A cell that waits takes the newer text in its place,
 * so that the last value wins and none overtakes another. What must stand between saves (an undo, the sheet read again) is a
 * step in the same order: what was typed before it is stored by then, and nothing that was typed after it.
 */
export interface Job {
  /** Which cell. */
  key: string
  text: string
}
export interface Ends<R> {
  sent: (job: Job) => void
  saved: (job: Job, answer: R) => void
  refused: (job: Job, thrown: unknown) => void
  /** How many are under way or wait. */
  count: (waiting: number) => void
}

type Step = { job: Job } | { work: () => Promise<void> }

export class SaveQueue<R> {
  readonly #send: (job: Job) => Promise<R>
  readonly #ends: Ends<R>
  #steps: Step[] = []
  /** How many of them have been taken: the list is cut now and then, not at each step. */
  #taken = 0
  /** Jobs that may still take a newer text: those behind the last step that is no save. */
  readonly #open = new Map<string, Job>()
  /** How many jobs of a cell wait. */
  readonly #held = new Map<string, number>()
  /** Steps that are no saves, waiting or under way. */
  #works = 0
  #running = false
  #resting: (() => void)[] = []

  constructor(send: (job: Job) => Promise<R>, ends: Ends<R>) {
    this.#send = send
    this.#ends = ends
  }

  push(job: Job): void {
    const there = this.#open.get(job.key)
    // An emptying stays a save of its own: it may take a row's state back, without which the mark after it is refused.
    if (there && there.text !== '') there.text = job.text
    else {
      const own = { ...job }
      this.#open.set(job.key, own)
      this.#held.set(job.key, (this.#held.get(job.key) ?? 0) + 1)
      this.#steps.push({ job: own })
    }
    this.#tell()
    void this.#run()
  }

  /** Does something between what was pushed before and what comes after; what it throws goes to the caller. */
  inOrder(work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#open.clear()
      this.#works += 1
      this.#steps.push({ work: () => work().then(resolve, reject) })
      void this.#run()
    })
  }

  /** Whether a newer text of the cell waits. */
  holds(key: string): boolean {
    return this.#held.has(key)
  }

  /** Whether what is stored may change by something other than the saves that wait. */
  get changing(): boolean {
    return this.#works > 0
  }

  /** Resolves when nothing is under way. */
  rest(): Promise<void> {
    if (!this.#running) return Promise.resolve()
    return new Promise((resolve) => this.#resting.push(resolve))
  }

  #tell(): void {
    this.#ends.count(this.#steps.length - this.#taken + (this.#running ? 1 : 0))
  }

  #next(): Step | undefined {
    const step = this.#steps[this.#taken]
    if (step === undefined) return undefined
    this.#taken += 1
    if (this.#taken >= 256) {
      this.#steps = this.#steps.slice(this.#taken)
      this.#taken = 0
    }
    if ('job' in step) {
      const { key } = step.job
      if (this.#open.get(key) === step.job) this.#open.delete(key)
      const left = (this.#held.get(key) ?? 1) - 1
      if (left > 0) this.#held.set(key, left)
      else this.#held.delete(key)
    }
    return step
  }

  async #run(): Promise<void> {
    if (this.#running) return
    this.#running = true
    for (let step = this.#next(); step !== undefined; step = this.#next()) {
      if ('job' in step) await this.#save(step.job)
      else {
        await step.work()
        this.#works -= 1
      }
      this.#tell()
    }
    this.#running = false
    this.#tell()
    for (const resolve of this.#resting.splice(0)) resolve()
  }

  async #save(job: Job): Promise<void> {
    this.#ends.sent(job)
    let answer: R
    try {
      answer = await this.#send(job)
    } catch (thrown) {
      this.#ends.refused(job, thrown)
      return
    }
    this.#ends.saved(job, answer)
  }
}
