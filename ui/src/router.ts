import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'

/** The rooms; their paths are relied on by others (tests, links in papers) and stay. */
export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/overview' },
  { path: '/overview', name: 'overview', component: () => import('./views/OverviewView.vue') },
  { path: '/grids', name: 'grids', component: () => import('./views/GridsView.vue') },
  { path: '/people', name: 'people', component: () => import('./views/PeopleView.vue') },
  { path: '/boards', name: 'boards', component: () => import('./views/BoardsView.vue') },
  { path: '/month/:month(\\d{4}-\\d{2})', name: 'month', component: () => import('./views/MonthView.vue') },
  { path: '/month/:month(\\d{4}-\\d{2})/outcomes', name: 'outcomes', component: () => import('./views/OutcomesView.vue') },
  { path: '/meeting/:month(\\d{4}-\\d{2})', name: 'meeting', component: () => import('./views/MeetingView.vue'), meta: { alone: true } },
  { path: '/policies', name: 'policies', component: () => import('./views/PoliciesView.vue') },
  { path: '/documents', name: 'documents', component: () => import('./views/DocumentsView.vue') },
  { path: '/journal', name: 'journal', component: () => import('./views/JournalView.vue') },
  { path: '/settings', name: 'settings', component: () => import('./views/SettingsView.vue') },
  { path: '/help/:chapter?', name: 'help', component: () => import('./views/HelpView.vue') },
  { path: '/:rest(.*)*', redirect: '/overview' },
]

export const makeRouter = () => createRouter({ history: createWebHashHistory(), routes })
