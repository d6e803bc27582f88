export * from './anchors'
export { orientTarget } from './canvas'
export { checkPlan } from './check'
export {
  areaLimit,
  dragEdges,
  placePhoto,
  type Side,
  type SidesPx,
  sides,
  sidesPxOf,
  stepEdge,
  type Way,
  withSide,
} from './edit'
export * from './parse'
export { areaFactor, type PlanOptions, type PlanResult, planTarget, unitsOf } from './plan'
export type { Obstacle, PlanError } from './refusal'
export { type Round, roundsOf, tilesOf } from './rounds'
export * from './types'
