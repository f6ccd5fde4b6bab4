// The shapes that the server sends, for editors and readers; nothing of this file runs.

/**
 * @typedef {object} Case
 * @property {string} id
 * @property {string} cell
 * @property {string} street
 * @property {string} community
 * @property {string} stage
 * @property {string} class
 * @property {string} className
 * @property {string} classNameZh
 * @property {string} channel
 * @property {number} lon
 * @property {number} lat
 * @property {string} text
 * @property {string} [reference]
 * @property {string} reportedAt
 * @property {string} [filedAt]
 * @property {string} [dispatchedAt]
 * @property {string} [endedAt]
 * @property {string} [due]
 * @property {boolean} isOverdue
 * @property {string} [unit]
 * @property {string} [unitName]
 * @property {string} [unitNameZh]
 * @property {string} [rule]
 * @property {number} reworks
 * @property {number} redispatches
 * @property {string} [tier]
 * @property {boolean} isSupervised
 * @property {number} extensions
 * @property {number} openCalls
 * @property {string} [grade] now, overYears or higherBody
 * @property {number} repeats
 * @property {string} [inspector]
 * @property {string} [task] asked, taken or nobody
 * @property {string} [condition]
 * @property {string} [closingCondition] what has to be so before it may be closed
 * @property {string} [edition]
 * @property {string} [reportedClass] the code in which it was reported, when that was another edition's; of one case, not in lists
 * @property {string} [reportedEdition]
 * @property {string} [source]
 * @property {string} [duplicateOf]
 * @property {boolean} isNearBorder
 * @property {string} [secondCell]
 * @property {number} opened
 * @property {number} updated
 */

/**
 * Why a case went where it went.
 * @typedef {object} Why
 * @property {string} rule
 * @property {string} version
 * @property {string} [layer]
 * @property {string} [feature]
 * @property {number} [distance] metres
 * @property {string} [runnerUp]
 * @property {string} [runnerUpUnit]
 */

/**
 * One line of the journal.
 * @typedef {object} Entry
 * @property {number} position
 * @property {string} cell
 * @property {string} at
 * @property {string} kind
 * @property {string} case
 * @property {Record<string, any>} body
 */

/**
 * Something that happened to a case, as the flow shows it.
 * @typedef {object} Happening
 * @property {number} position
 * @property {string} at
 * @property {string} kind
 * @property {string} case
 * @property {string} cell
 * @property {number} lon
 * @property {number} lat
 * @property {string} class
 * @property {string} className
 * @property {string} classNameZh
 * @property {string} stage
 * @property {string} [unit]
 * @property {string} [unitName]
 */

/**
 * @typedef {object} City
 * @property {string} id
 * @property {string} name
 * @property {string} nameZh
 * @property {boolean} isSynthetic
 * @property {boolean} isDemonstration
 * @property {number} [speed] how much faster than the day a demonstration runs
 * @property {string} hash
 * @property {string} timeZone
 * @property {number} cellCount
 * @property {{lon: number, lat: number}} center
 * @property {[number, number, number, number]} bounds
 * @property {{code: string, name: string, nameZh: string, family: string, conditions?: string[]}[]} classes
 * @property {{id: string, name: string, nameZh: string}[]} channels
 * @property {{id: string, name: string, nameZh: string, kind: string, tier: string}[]} units
 * @property {string[]} layers
 * @property {{kind: string, url: string, attribution: string, attributionZh: string, layer?: string, matrixSet?: string, matrixPrefix: string, style: string, format: string, zoomMax: number}} [baseMap]
 * @property {{code: string, name: string, nameZh: string}[]} streets
 */

/**
 * What a map must be able to do, whoever draws it.
 * @typedef {object} CityMap
 * @property {(isNewLook?: boolean) => void} repaint the board changed, or how it looks
 * @property {(lon: number, lat: number) => [number, number] | null} toPixel
 * @property {(feature: object | null) => void} select marks a cell (GeoJSON) or none
 * @property {(bounds: number[] | null) => void} fit goes to a box of degrees, or to the whole city
 * @property {(factor: number) => void} zoom
 * @property {(name: string, visible: boolean) => void} showLayer
 * @property {(visible: boolean) => void} [showBase] where there is a map of somebody else's below
 * @property {() => [number, number]} center longitude and latitude of the middle of the view
 * @property {(right: number) => void} setPadding pixels that a panel covers on the right
 * @property {boolean} isReady whether everything that is known has been drawn
 */

export {};
