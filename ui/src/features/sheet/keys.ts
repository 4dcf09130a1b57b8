/** Which key does what in a cell. Pure, so that the whole table can be tested. */

export type Act =
  | { do: 'move'; rows: number; columns: number; extend: boolean }
  | { do: 'next'; by: 1 | -1 }
  | { do: 'edge'; rows: -1 | 0 | 1; columns: -1 | 0 | 1 }
  | { do: 'restore' | 'find' | 'fill' | 'copy' | 'clear' | 'undo' | 'redo' | 'history' | 'defects' }

/** What matters of a key press, and of the field it was pressed in. */
export interface Press {
  key: string
  ctrl: boolean
  shift: boolean
  alt: boolean
  /** An input method is composing: every key is its own. */
  composing: boolean
  /** The caret, and how long the text is. */
  start: number
  end: number
  length: number
  /** Several cells are picked. */
  range: boolean
}

const move = (rows: number, columns: number, extend = false): Act => ({ do: 'move', rows, columns, extend })

export function read(press: Press): Act | null {
  if (press.composing || press.alt) return null
  return press.ctrl ? withControl(press) : plain(press)
}

function withControl(press: Press): Act | null {
  switch (press.key.toLowerCase()) {
    case 'z':
      return { do: press.shift ? 'redo' : 'undo' }
    case 'y':
      return { do: 'redo' }
    case 'd':
      return { do: 'fill' }
    case 'c':
      return press.range ? { do: 'copy' } : null
    case 'h':
      return { do: 'history' }
    case 'home':
      return { do: 'edge', rows: -1, columns: -1 }
    case 'end':
      return { do: 'edge', rows: 1, columns: 1 }
    default:
      return null
  }
}

function plain(press: Press): Act | null {
  const all = press.length === 0 || (press.start === 0 && press.end === press.length)
  const atStart = all || (press.start === 0 && press.end === 0)
  const atEnd = all || (press.start === press.length && press.end === press.length)
  switch (press.key) {
    case 'Enter':
      return move(press.shift ? -1 : 1, 0)
    case 'Tab':
      return { do: 'next', by: press.shift ? -1 : 1 }
    case 'ArrowDown':
      return move(1, 0, press.shift)
    case 'ArrowUp':
      return move(-1, 0, press.shift)
    case 'ArrowRight':
      return atEnd ? move(0, 1, press.shift) : null
    case 'ArrowLeft':
      return atStart ? move(0, -1, press.shift) : null
    case 'PageDown':
      return move(15, 0)
    case 'PageUp':
      return move(-15, 0)
    case 'Escape':
      return { do: 'restore' }
    case '/':
      return { do: 'find' }
    case 'p':
    case 'P':
      return { do: 'defects' }
    case 'Delete':
      return press.range || all ? { do: 'clear' } : null
    default:
      return null
  }
}
