/** What consultants are asked about. Posts may carry numbers that are not named here. */
export const tags: readonly { readonly id: number; readonly name: string }[] = [
  { id: 1, name: '法律' },
  { id: 2, name: '财税' },
  { id: 3, name: '心理' },
  { id: 4, name: '教育升学' },
  { id: 5, name: '职业规划' },
  { id: 6, name: '企业管理' },
  { id: 7, name: '市场营销' },
  { id: 8, name: '信息技术' },
  { id: 9, name: '投资理财' },
  { id: 10, name: '健康' },
];
