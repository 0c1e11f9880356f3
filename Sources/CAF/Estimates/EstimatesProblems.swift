import Kernel

// swift-format-ignore
extension Problem.Code {
    static let noParameters       = Self("caf.no_parameters", 422, ["en": "There are no parameters for this year. Choose one of the listed years.", "it": "Non ci sono parametri per questo anno. Scegliere uno degli anni elencati."])
    static let noEstimate         = Self("caf.no_estimate", 422, ["en": "Estimates are available for ISEE and IMU only.", "it": "La stima è disponibile solo per ISEE e IMU."])
    static let estimateIncomplete = Self("caf.estimate_incomplete", 422, ["en": "The sections are not complete enough for an estimate.", "it": "Le sezioni non sono ancora complete per una stima."])
}

// swift-format-ignore
extension Refusal {
    static let beyondEstimating  = Refusal("beyond_estimating", ["en": "too large or too many amounts for an estimate", "it": "importi troppo grandi o troppo numerosi per una stima"])
    static let yearWithoutTable  = Refusal("year_without_table", ["en": "the parameters of this year are not available", "it": "i parametri di questo anno non sono disponibili"])
    static let homeValueMissing  = Refusal("home_value_missing", ["en": "the home is owned, but no property is marked as the home", "it": "l'abitazione è di proprietà, ma nessun immobile è indicato come casa di abitazione"])
    static let rentAndHome       = Refusal("rent_and_home", ["en": "a home is either rented or owned; give only one of the two", "it": "un'abitazione è in affitto oppure di proprietà: indicare una sola delle due"])
    static let noParents         = Refusal("no_parents", ["en": "at least one member must be a parent or another adult", "it": "almeno un componente deve essere un genitore o un altro adulto"])
    static let rateOutOfRange    = Refusal("rate_out_of_range", ["en": "is not a rate that the law allows for this property", "it": "non è un'aliquota ammessa dalla legge per questo immobile"])
    static let notEstimated      = Refusal("not_estimated", ["en": "cannot be estimated: categories of group F have no cadastral income", "it": "non è stimabile: le categorie del gruppo F non hanno rendita"])
    static let monthsOrDates     = Refusal("months_or_dates", ["en": "give the months or the dates, not both", "it": "indicare i mesi oppure le date, non entrambi"])
    static let monthsDoNotAddUp  = Refusal("months_do_not_add_up", ["en": "the months of the uses do not add up to the months held", "it": "i mesi degli utilizzi non corrispondono ai mesi di possesso"])
    static let oneMainHome       = Refusal("one_main_home", ["en": "there can be only one main home at a time", "it": "può esserci una sola abitazione principale alla volta"])
    static let datesReversed     = Refusal("dates_reversed", ["en": "must not be before the purchase", "it": "non può precedere l'acquisto"])
}
