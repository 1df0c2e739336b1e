/** The id of the search field of a page: the key `/` goes to it. */
export const SEARCH_FIELD = 'page-search'
