/** How a document is shown. */
export const documentForms = ['tree', 'text'] as const
export type DocumentForm = (typeof documentForms)[number]
