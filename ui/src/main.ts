import { createPinia } from 'pinia'
import { createApp } from 'vue'
import 'element-plus/theme-chalk/dark/css-vars.css'
import './shared/styles/tokens.css'
import './shared/styles/base.css'
import App from './App.vue'
import { makeRouter } from './router'
import { asLang, i18n, speak } from './shared/i18n'
import { refuse } from './shared/notice'
import { startTheme } from './shared/theme'
import { client } from './wire/client'
import { problemsOf } from './wire/refusal'

startTheme()
const app = createApp(App)
// Nothing fails in silence: what no screen caught stands at the bottom of the window.
app.config.errorHandler = (thrown) => refuse(problemsOf(thrown))
globalThis.addEventListener('unhandledrejection', (event) => refuse(problemsOf(event.reason)))

async function start(): Promise<void> {
  try {
    speak(asLang(await client.language()))
  } catch (thrown) {
    refuse(problemsOf(thrown))
  }
  app.use(createPinia()).use(i18n).use(makeRouter()).mount('#app')
}
void start()
