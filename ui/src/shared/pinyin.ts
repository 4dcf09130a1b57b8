/** Initials to find a name by; the table is big, so it comes when it is first asked for. */
let initials: ((text: string) => string) | null = null

export async function loadPinyin(): Promise<void> {
  if (initials) return
  const { pinyin } = await import('pinyin-pro')
  initials = (text) => pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase()
}

/** Whether a name holds what was typed, in its characters or its initials (once they are loaded). */
export function matches(name: string, asked: string): boolean {
  const wanted = asked.trim().toLowerCase()
  return wanted === '' || name.toLowerCase().includes(wanted) || (initials?.(name).includes(wanted) ?? false)
}
