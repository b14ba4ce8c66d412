/** The EPCI of the Loire that offers name, as zone codes. */
export const saintEtienneMetropole = 'E:244200770'
export const loireForez = 'E:200065886'
export const roannais = 'E:200035731'
export const charlieuBelmont = 'E:200035202'
export const forezEst = 'E:200065894'
export const valsDAixEtIsable = 'E:244200614'
export const paysDUrfe = 'E:244200820'

export const loire = 'D:42'
export const auvergneRhoneAlpes = 'R:84'
export const france = 'N:FR'
