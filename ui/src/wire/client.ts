/** The one door to the shell: a typed function for each command, and the system's dialogs. */
import { convertFileSrc, invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import { getCurrentWebview } from '@tauri-apps/api/webview'
import { getCurrentWindow } from '@tauri-apps/api/window'
import { open as openDialog, save as saveDialog } from '@tauri-apps/plugin-dialog'
import { refusal } from './refusal'
import type * as T from './types'

/** Stands in the addresses of photos: photo 1 of the file that is opened next is another photo. */
let opening = Date.now()
const OPENING = new Set(['open_office', 'make_demo', 'new_township'])

async function call<R>(command: string, args: Record<string, unknown> = {}): Promise<R> {
  if (OPENING.has(command)) opening = Date.now()
  try {
    return await invoke<R>(command, args)
  } catch (thrown) {
    throw refusal(command, thrown)
  }
}

/** A write that also answers with something of its own. */
export interface Wrote<V> {
  value: V
  changed: T.Changed
}
export interface Progress {
  id: string | number
  what: string
  done: number
  total: number
}

export const client = {
  // files and office
  language: () => call<string>('language'),
  setLanguage: (lang: string) => call<void>('set_language', { lang }),
  recentFiles: () => call<T.RecentFile[]>('recent_files'),
  openOffice: (path: string, readOnly: boolean) => call<T.OfficeView>('open_office', { path, read_only: readOnly }),
  closeOffice: () => call<void>('close_office'),
  office: () => call<T.OfficeView>('office'),
  demoPath: () => call<string>('demo_path'),
  makeDemo: (path: string) => call<T.OfficeView>('make_demo', { path }),
  newTownship: (
    path: string,
    township: string,
    villages: string[],
    preset: string,
    roster: string | null,
    from: string,
  ) =>
    call<{ office: T.OfficeView; report: T.ImportReport | null }>('new_township', {
      path,
      township,
      villages,
      preset,
      roster,
      from,
    }),
  settings: () => call<T.Settings>('settings'),
  saveSettings: (settings: T.Settings) => call<T.Changed>('save_settings', { settings }),
  journal: (limit: number, before: number | null) => call<T.JournalLine[]>('journal', { limit, before }),
  undoState: () => call<T.UndoState>('undo_state'),
  undo: () => call<T.Changed>('undo'),
  redo: () => call<T.Changed>('redo'),
  backup: (path: string | null) => call<{ path: string }>('backup', { path }),
  check: () => call<T.ProblemView[]>('check'),
  trend: (months: number) => call<T.Trend>('trend', { months }),
  showInFolder: (path: string) => call<void>('show_in_folder', { path }),
  cancel: (id: string | number) => call<void>('cancel', { id }),

  // grids
  gridTree: (on: string) => call<T.GridRow[]>('grid_tree', { on }),
  grid: (id: number) => call<T.GridDetail>('grid', { id }),
  saveGrid: (form: T.GridForm) => call<Wrote<number>>('save_grid', { form }),
  closeGrid: (id: number, on: string) => call<T.Changed>('close_grid', { id, on }),
  splitGrid: (id: number, on: string, parts: T.GridPart[]) => call<Wrote<number[]>>('split_grid', { id, on, parts }),
  mergeGrids: (ids: number[], name: string, on: string) => call<Wrote<number>>('merge_grids', { ids, name, on }),
  importHouseholds: (path: string, dryRun: boolean) =>
    call<T.ImportReport>('import_households', { path, dry_run: dryRun }),
  saveHouseholds: (grid: number, rows: T.HouseholdRow[]) => call<T.Changed>('save_households', { grid, rows }),
  importRoster: (path: string, dryRun: boolean) => call<T.ImportReport>('import_roster', { path, dry_run: dryRun }),
  rosterTemplate: (path: string) => call<unknown>('roster_template', { path }),

  // people
  people: (query: string, on: string, limit: number) => call<T.PeopleList>('people', { query, on, limit }),
  person: (id: number, on: string) => call<T.PersonDetail>('person', { id, on }),
  savePerson: (form: T.PersonForm) => call<Wrote<number>>('save_person', { form }),
  setPhoto: (person: number, path: string | null) => call<T.Changed>('set_photo', { person, path }),
  assign: (form: T.AssignForm) => call<Wrote<number>>('assign', { form }),
  endAssignment: (id: number, on: string) => call<T.Changed>('end_assignment', { id, on }),
  moveWorker: (form: T.MoveForm) => call<T.Changed>('move_worker', { form }),
  previewAssign: (form: T.AssignForm) => call<T.ChangePreview>('preview_assign', { form }),
  previewEnd: (id: number, on: string) => call<T.ChangePreview>('preview_end', { id, on }),
  previewMove: (form: T.MoveForm) => call<T.ChangePreview>('preview_move', { form }),
  checkName: (name: string) => call<T.ProblemView[]>('check_name', { name }),
  addDefectPhotos: (defect: number, stage: 'found' | 'fixed', paths: string[], keepMetadata: boolean) =>
    call<T.PhotosAdded>('add_defect_photos', { defect, stage, paths, keep_metadata: keepMetadata }),
  removeDefectPhoto: (defect: number, photo: number) => call<T.Changed>('remove_defect_photo', { defect, photo }),

  // the month
  openMonth: (month: string) => call<T.Changed>('open_month', { month }),
  monthHead: (month: string) => call<T.MonthHead>('month_head', { month }),
  monthHints: (month: string) => call<T.HintRow[]>('month_hints', { month }),
  setHintsSeen: (form: T.HintsSeen) => call<T.Changed>('set_hints_seen', { form }),
  sheet: (month: string, inspection: number | null, scheme: string | null = null) =>
    call<T.Sheet>('sheet', { month, scheme, inspection }),
  saveInspection: (form: T.InspectionForm) => call<Wrote<number>>('save_inspection', { form }),
  setMark: (month: string, inspection: number, person: number, indicator: number, text: string) =>
    call<T.MarkSaved>('set_mark', { month, inspection, person, indicator, text }),
  checkMarks: (month: string, inspection: number, cells: T.CellText[]) =>
    call<T.MarksCheck>('check_marks', { month, inspection, cells }),
  setMarks: (month: string, inspection: number, cells: T.CellText[]) =>
    call<T.MarksSaved>('set_marks', { month, inspection, cells }),
  setState: (month: string, person: number, state: T.State | null, inspection: number) =>
    call<T.MarkSaved>('set_state', { month, person, state, inspection }),
  cellHistory: (inspection: number, person: number, indicator: number) =>
    call<T.CellVersion[]>('cell_history', { inspection, person, indicator }),
  secondSheet: (month: string, inspection: number) => call<T.Sheet>('second_sheet', { month, inspection }),
  setSecondMark: (month: string, inspection: number, person: number, indicator: number, text: string) =>
    call<T.MarkSaved>('set_second_mark', { month, inspection, person, indicator, text }),
  compareReadings: (month: string, inspection: number) =>
    call<T.Comparison>('compare_readings', { month, inspection }),
  decideReading: (month: string, inspection: number, person: number, indicator: number, text: string) =>
    call<T.Changed>('decide_reading', { month, inspection, person, indicator, text }),
  recordAgreement: (month: string, inspection: number) =>
    call<T.Changed>('record_agreement', { month, inspection }),
  standings: (month: string) => call<T.StandingForm[]>('standings', { month }),
  saveStanding: (form: T.StandingForm) => call<T.Changed>('save_standing', { form }),
  findings: (month: string) => call<T.FindingForm[]>('findings', { month }),
  saveFinding: (form: T.FindingForm) => call<Wrote<number>>('save_finding', { form }),
  removeFinding: (month: string, id: number, reason: string) =>
    call<T.Changed>('remove_finding', { month, id, reason }),
  otherFacts: (month: string) => call<T.FactsView>('other_facts', { month }),
  saveFacts: (month: string, forms: T.FactForm[], takenBack: number[], reason: string) =>
    call<T.Changed>('save_facts', { month, forms, taken_back: takenBack, reason }),
  importFacts: (month: string, path: string, document: string, dryRun: boolean) =>
    call<T.ImportReport>('import_facts', { month, path, document, dry_run: dryRun }),
  importMarks: (month: string, path: string, dryRun: boolean, scheme: string | null, choices: T.ImportChoice[]) =>
    call<T.ImportReport>('import_marks', { month, scheme, path, choices, dry_run: dryRun }),
  marksTemplate: (month: string, path: string, scheme: string | null = null) =>
    call<unknown>('marks_template', { month, scheme, path }),
  publish: (month: string) => call<T.Changed>('publish', { month }),
  reopen: (month: string, reason: string) => call<T.Changed>('reopen', { month, reason }),
  close: (month: string, meeting: string, reason: string | null) => call<T.Changed>('close', { month, meeting, reason }),

  // problems found
  defects: (filter: T.DefectFilter) => call<T.DefectsView>('defects', { filter }),
  cellDefects: (inspection: number, person: number, indicator: number) =>
    call<T.DefectRow[]>('cell_defects', { inspection, person, indicator }),
  cellAccount: (month: string, inspection: number, person: number, indicator: number, points: string) =>
    call<T.CellAccount>('cell_account', { month, inspection, person, indicator, points }),
  fillDefect: (form: T.DefectForm) => call<T.DefectForm>('fill_defect', { form }),
  answering: (grid: number, on: string, month: string) => call<T.FactSubject[]>('answering', { grid, on, month }),
  saveDefect: (form: T.DefectForm) => call<Wrote<number>>('save_defect', { form }),
  removeDefect: (id: number, reason: string, giveBack: boolean) =>
    call<T.Changed>('remove_defect', { id, reason, give_back: giveBack }),
  fixDefect: (id: number, on: string, how: string) => call<T.Changed>('fix_defect', { id, on, how }),
  recheckDefect: (id: number, passed: boolean, by: string, on: string, dueOn: string | null) =>
    call<T.Changed>('recheck_defect', { id, passed, by, on, due_on: dueOn }),
  foundAgain: (id: number, level: T.Finder | null) => call<T.Changed>('found_again', { id, level }),
  commonDefects: () => call<T.CommonDefectForm[]>('common_defects'),
  startingCommonDefects: () => call<T.CommonDefectForm[]>('starting_common_defects'),
  commonDefectsFrom: (path: string) => call<T.CommonDefectForm[]>('common_defects_from', { path }),
  saveCommonDefects: (list: T.CommonDefectForm[]) => call<T.Changed>('save_common_defects', { list }),
  overdueDue: (month: string) => call<T.OverdueView>('overdue_due', { month }),
  enterOverdue: (month: string, ids: number[]) => call<T.Changed>('enter_overdue', { month, ids }),
  takeBackOverdue: (id: number) => call<T.Changed>('take_back_overdue', { id }),
  waiveOverdue: (ids: number[], reason: string) => call<T.Changed>('waive_overdue', { ids, reason }),

  // the leaders' meeting
  openMeeting: (month: string, scheme: string | null) => call<void>('open_meeting', { month, scheme }),
  meeting: (ask: T.MeetingAsk) => call<T.MeetingView>('meeting', { ask }),
  meetingHand: () => call<T.MeetingHand | null>('meeting_hand'),
  takeInHand: (hand: T.MeetingHand) => call<void>('take_in_hand', { hand }),

  // inspections and lots
  inspectionList: (month: string, scheme: string | null) =>
    call<T.InspectionsView>('inspection_list', { month, scheme }),
  removeInspection: (month: string, id: number) => call<T.Changed>('remove_inspection', { month, id }),
  lots: (month: string, inspection: number) => call<T.LotsView>('lots', { month, inspection }),
  offerSeed: () => call<string>('offer_seed'),
  drawLots: (form: T.LotForm) => call<T.Changed>('draw_lots', { form }),
  verifyLot: (id: number) => call<T.LotCheck>('verify_lot', { id }),
  ballots: (month: string, inspection: number) => call<T.BallotsView>('ballots', { month, inspection }),
  setBallot: (form: T.BallotForm) => call<T.BallotSaved>('set_ballot', { form }),
  dropHandVotes: (month: string, inspection: number, subject: number, question: T.Question) =>
    call<T.Changed>('drop_hand_votes', { month, inspection, subject, question }),
  findPage: (code: string) => call<T.PageFound>('find_page', { code }),

  // outcomes
  outcomes: (month: string, scheme: string | null = null) => call<T.OutcomesView>('outcomes', { month, scheme }),
  explain: (month: string, person: number, scheme: string | null = null) =>
    call<T.Explanation>('explain', { month, scheme, person }),
  appeals: (month: string) => call<T.AppealsView>('appeals', { month }),
  decide: (form: T.DecisionForm) => call<T.Changed>('decide', { form }),
  openItems: () => call<T.OpenItem[]>('open_items'),
  saveHandout: (form: T.HandoutForm) => call<T.Changed>('save_handout', { form }),

  // corrections of closed months
  correctionSubject: (month: string, subject: number) =>
    call<T.CorrectionSubject>('correction_subject', { month, subject }),
  previewCorrection: (form: T.CorrectionForm) => call<T.Ripple>('preview_correction', { form }),
  saveCorrection: (form: T.CorrectionForm) => call<Wrote<T.Ripple>>('save_correction', { form }),
  previewDecision: (form: T.DecisionForm) => call<T.Ripple | null>('preview_decision', { form }),
  versions: (month: string) => call<T.MonthVersion[]>('versions', { month }),

  // policies
  presets: () => call<T.PresetView[]>('presets'),
  policies: () => call<T.PolicyView[]>('policies'),
  exportPolicy: (source: string, folder: string) => call<{ files: string[] }>('export_policy', { source, folder }),
  policyForms: () => call<T.PolicyForms>('policy_forms'),
  drafts: () => call<T.DraftRow[]>('drafts'),
  policyDraft: (id: number) => call<T.DraftView>('policy_draft', { id }),
  startDraft: (source: string) => call<Wrote<number>>('start_draft', { source }),
  saveDraft: (form: T.DraftForm) => call<Wrote<T.DraftCheck>>('save_draft', { form }),
  deleteDraft: (id: number) => call<T.Changed>('delete_draft', { id }),
  policyDifference: (was: string, now: string) => call<T.PolicyDifference>('policy_difference', { was, now }),
  adoptPlan: (id: number, from: string | null) => call<T.AdoptPlan>('adopt_plan', { id, from }),
  adoptDraft: (id: number, from: string) => call<T.Changed>('adopt_draft', { id, from }),
  vocabulary: () => call<string>('vocabulary'),

  whatIf: (source: string, from: string, to: string | null, fresh: boolean) =>
    call<T.WhatIfView>('what_if', { source, from, to, fresh }),
  saveWhatIf: (tried: T.WhatIfView, path: string) => call<{ files: string[] }>('save_what_if', { tried, path }),

  // boards and papers
  boards: (village: string | null) => call<T.BoardRow[]>('boards', { village }),
  boardPreview: (grid: number, options: T.BoardOptionsForm) => call<T.Pages>('board_preview', { grid, options }),
  boardsPdf: (path: string, grids: number[], options: T.BoardOptionsForm) =>
    call<Wrote<number>>('boards_pdf', { path, grids, options }),
  postBoard: (form: T.BoardPostForm) => call<T.Changed>('post_board', { form }),
  papers: (month: string) => call<T.PaperRow[]>('papers', { month }),
  paperPreview: (month: string, kind: string, from: number, count: number) =>
    call<T.Pages>('paper_preview', { month, kind, from, count }),
  savePaper: (month: string, kind: string, path: string) => call<T.Changed>('save_paper', { month, kind, path }),
  savePacket: (month: string, folder: string) => call<{ files: string[] }>('save_packet', { month, folder }),
  personPaper: (month: string, person: number, kind: string, path: string | null) =>
    call<T.Pages | null>('person_paper', { month, person, kind, path }),
  exportAll: (folder: string, month: string | null) => call<{ files: string[] }>('export_all', { folder, month }),
  printFile: (path: string) => call<void>('print_file', { path }),
}

/** Calls back with each step of long work; the answer stops it. */
export function onProgress(heard: (progress: Progress) => void): Promise<() => void> {
  return listen<Progress>('progress', (event) => heard(event.payload))
}

/** Calls back when a file is double-clicked while the window is open. */
export function onOpenFile(heard: (path: string) => void): Promise<() => void> {
  return listen<string>('open-file', (event) => heard(event.payload))
}

/** Asked before the window closes: it stays open while that is under way, and when the answer is no. */
export function onCloseAsked(may: () => Promise<boolean>): Promise<() => void> {
  return getCurrentWindow().onCloseRequested(async (event) => {
    if (!(await may())) event.preventDefault()
  })
}

/** Where the webview finds a photo; its bytes never pass through here. */
export function photoUrl(id: number, small: boolean): string {
  return `${convertFileSrc('', 'photo')}${id}${small ? '/small' : ''}?opening=${opening}`
}

/** Files dragged over the window: `over` while they hang above it, then their paths. The answer stops it. */
export function onFilesDragged(over: (hanging: boolean) => void, dropped: (paths: string[]) => void): Promise<() => void> {
  return getCurrentWebview().onDragDropEvent(({ payload }) => {
    if (payload.type === 'enter' || payload.type === 'over') over(true)
    else over(false)
    if (payload.type === 'drop' && payload.paths.length > 0) dropped(payload.paths)
  })
}

/** Calls back with the topics of each write, by whatever window; `file` is another file on the desk, or none. */
export const onStirred = (heard: (topics: string[]) => void) =>
  listen<string[]>('stirred', (event) => {
    if (event.payload.includes('file')) opening = Date.now()
    heard(event.payload)
  })
/** Calls the meeting's window back when another row is in hand. */
export const onMeetingHand = (heard: (hand: T.MeetingHand) => void) => listen<T.MeetingHand>('meeting-hand', (event) => heard(event.payload))
/** Calls the meeting's window back when it is opened again, with the place to show. */
export const onMeetingPlace = (heard: (path: string) => void) => listen<string>('meeting-place', (event) => heard(event.payload))
/** Calls the main window back when the meeting's is closed. */
export const onMeetingClosed = (heard: () => void) => listen('meeting-closed', heard)

/** Which window this is: `main`, or `meeting` on the projector. */
export const thisWindow = (): string => getCurrentWindow().label
/** Fills the screen or leaves it; turns it round when it isn't said. */
export async function fillScreen(wanted?: boolean): Promise<void> {
  const window = getCurrentWindow()
  await window.setFullscreen(wanted ?? !(await window.isFullscreen()))
}


/** Kinds of file that the dialogs offer. */
export type FileKind = 'office' | 'table' | 'pdf' | 'policy' | 'image'
const ENDINGS: Record<FileKind, string[]> = {
  office: ['jingge'],
  table: ['xlsx', 'xls', 'ods', 'csv'],
  pdf: ['pdf'],
  policy: ['yaml', 'yml'],
  image: ['jpg', 'jpeg', 'png', 'webp', 'gif'],
}

/** Asks for a file that is there; null when the clerk thinks better of it. */
export function askFile(kind: FileKind, title: string): Promise<string | null> {
  return openDialog({ title, multiple: false, filters: [{ name: title, extensions: ENDINGS[kind] }] })
}

/** The same for many files at once; none when the clerk thinks better of it. */
export async function askFiles(kind: FileKind, title: string): Promise<string[]> {
  return (await openDialog({ title, multiple: true, filters: [{ name: title, extensions: ENDINGS[kind] }] })) ?? []
}

export function askFolder(title: string): Promise<string | null> {
  return openDialog({ title, directory: true, multiple: false })
}

/** Asks where to save; the ending is added when left out. */
export async function askSave(kind: FileKind, title: string, name: string): Promise<string | null> {
  const ending = kind === 'table' ? ['xlsx'] : ENDINGS[kind]
  const path = await saveDialog({ title, defaultPath: name, filters: [{ name: title, extensions: ending }] })
  if (path === null || ending.some((e) => path.toLowerCase().endsWith(`.${e}`))) return path
  return `${path}.${ending[0]}`
}

export const setWindowTitle = (title: string) => getCurrentWindow().setTitle(title)
