// The visible element with this role whose accessible name is, else contains, the wanted one.
const [role, wanted] = arguments
const tags = {
  button: 'button, input[type=button], input[type=submit], summary',
  link: 'a[href]',
  textbox: 'input:not([type]), input[type=text], input[type=search], input[type=tel], input[type=number], textarea',
  checkbox: 'input[type=checkbox]',
  radio: 'input[type=radio]',
  heading: 'h1, h2, h3, h4, h5, h6',
  table: 'table',
  row: 'tr',
  cell: 'td',
  combobox: 'select',
  img: 'img',
  navigation: 'nav',
  complementary: 'aside',
  form: 'form',
  article: 'article',
  region: 'section',
  main: 'main',
  dialog: 'dialog',
  list: 'ul, ol',
  listitem: 'li',
}
const text = (node) => (node?.textContent ?? '').replace(/\s+/g, ' ').trim()
function nameOf(node) {
  const by = node.getAttribute('aria-labelledby')
  if (by) return by.split(/\s+/).map((id) => text(document.getElementById(id))).join(' ').trim()
  const label = node.getAttribute('aria-label')
  if (label) return label.trim()
  if (node.labels?.length) return [...node.labels].map(text).join(' ')
  if (node.alt) return node.alt
  const own = node.matches('input, textarea, select') ? '' : text(node)
  return own || node.title || node.placeholder || (node.matches('input[type=button], input[type=submit]') ? node.value : '')
}
const native = tags[role] ? `, :is(${tags[role]}):not([role])` : ''
const seen = [...document.querySelectorAll(`[role="${role}"]${native}`)].filter((node) => {
  // A native radio or checkbox may be painted by its label and have no box of its own.
  const shown = node.matches('input[type=radio], input[type=checkbox]') ? node.closest('label') ?? node : node
  return shown.checkVisibility({ visibilityProperty: true }) && shown.getClientRects().length > 0
})
return seen.find((node) => nameOf(node) === wanted) ?? seen.find((node) => nameOf(node).includes(wanted)) ?? null
