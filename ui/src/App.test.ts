import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import App from './App.vue'

it('shows the product name', () => {
  expect(mount(App).get('h1').text()).toBe('净格')
})
