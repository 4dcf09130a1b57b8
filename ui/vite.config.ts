import { fileURLToPath, URL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import elementPlus from 'unplugin-element-plus/vite'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The window says only the words of the screen; all others are worded by the core and would make each start longer. */
const screenWords: Plugin = {
  name: 'screen-words',
  enforce: 'pre',
  transform(code, id) {
    if (!/[\\/]assets[\\/]words[\\/].+\.json$/.test(id)) return null
    const words = Object.entries(JSON.parse(code) as Record<string, string>).filter(([key]) => key.startsWith('screen.'))
    return { code: JSON.stringify(Object.fromEntries(words)), map: null }
  },
}

export default defineConfig({
  // `import { ElButton } from 'element-plus'` brings that component's style with it; the tests need no style.
  plugins: [screenWords, vue(), ...(process.env.VITEST ? [] : [elementPlus({})])],
  resolve: { alias: { '@': here('./src'), '@words': here('../assets/words'), '@help': here('../assets/help') } },
  clearScreen: false,
  server: { port: 5173, strictPort: true, host: '127.0.0.1', fs: { allow: [here('.'), here('../assets')] } },
  build: {
    target: 'safari16', // WebKitGTK 2.40 and later; WebView2 is newer still
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // What changes with our own code stands apart from what does not; charts are loaded by the rooms that draw.
        codeSplitting: {
          groups: [
            { name: 'charts', test: /node_modules[\\/](echarts|zrender|vue-echarts)[\\/]/ },
            { name: 'pinyin', test: /node_modules[\\/]pinyin-pro[\\/]/ },
          ],
        },
      },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    server: { deps: { inline: ['element-plus'] } },
  },
})
