/** The user's manual: `assets/help/<language>/<number>-<name>.md`, in the order of the numbers. */
import { marked } from 'marked'
import type { Lang } from '@/shared/i18n'

export type Chapter = { name: string; title: string; html: string }

const texts = import.meta.glob<string>('@help/*/*.md', { eager: true, query: '?raw', import: 'default' })
const pictures = import.meta.glob<string>('@help/pictures/*.png', { eager: true, query: '?url', import: 'default' })

const PATH = /\/([^/]+)\/(\d+)-([a-z-]+)\.md$/

/** Pictures stand beside the languages; the window has them under names of its own. */
function withPictures(text: string): string {
  return text.replace(/\.\.\/pictures\/([\w-]+\.png)/g, (whole, file: string) => {
    const found = Object.entries(pictures).find(([path]) => path.endsWith(`/${file}`))
    return found ? found[1] : whole
  })
}

export function chapters(lang: Lang): Chapter[] {
  return Object.entries(texts)
    .map(([path, text]) => ({ parts: PATH.exec(path), text }))
    .filter(({ parts }) => parts?.[1] === lang)
    .sort((a, b) => Number(a.parts?.[2]) - Number(b.parts?.[2]))
    .map(({ parts, text }) => ({
      name: parts?.[3] ?? '',
      title: /^# (.+)$/m.exec(text)?.[1] ?? '',
      html: marked.parse(withPictures(text), { async: false }),
    }))
}
