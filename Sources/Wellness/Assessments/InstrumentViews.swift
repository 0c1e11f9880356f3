import Kernel
import Web

/// A further version of an instrument.
struct InstrumentForm: Body {
    /// The reference of the operator's licence; without one the instrument is not active.
    var licenceReference: Line<1, 200>?
    /// The notice that is shown with every result.
    var copyright: Line<1, 500>
    /// The operator's wording of the items; absent where the app has it.
    var wording: InstrumentWording?
    /// Low, moderate and high, without a gap from the lowest result to the highest.
    var bands: [WellbeingBand]
    /// The first date, in UTC, from which the version counts.
    var since: CivilDate
}

extension InstrumentForm {
    func instrument(_ scale: WellbeingScale, version: Int) throws(Problem) -> Instrument {
        var faults = scale.faults(of: bands)
        for (language, items) in [("en", wording?.en), ("it", wording?.it)] {
            guard let items, items.count != scale.items else { continue }
            faults.append(Problem.Fault("/wording/\(language)", .wordingLength(scale.items)))
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return Instrument(
            key: scale.key,
            version: version,
            since: since,
            licenceReference: licenceReference?.rawValue,
            copyright: copyright.rawValue,
            wording: wording,
            bands: bands
        )
    }
}

extension Refusal {
    static func wordingLength(_ items: Int) -> Refusal {
        Refusal(
            "wrong_length",
            ["en": "must have \(items) items", "it": "deve avere \(items) voci"]
        )
    }
}

/// An instrument in force.
struct InstrumentView: View {
    /// The questionnaire, as new assessments name it.
    var key: WellbeingScale.Key
    /// The number of the version in force.
    var version: Int
    /// The number of items.
    var items: Int
    /// The range of answers to each item.
    var scale: Scale
    /// Whether assessments are accepted: the operator has a licence.
    var active: Bool
    /// The notice to show with every result.
    var copyright: String
    /// The items in their order, in the language of the request; absent where the operator has given none, and while the instrument is not active.
    var wording: [String]?
    /// The bands of the results, from low to high: a convention of a population, no diagnosis.
    var bands: [WellbeingBand]

    /// The lowest and the highest answer.
    struct Scale: Codable, Sendable {
        /// The lowest answer.
        var min: Int
        /// The highest answer.
        var max: Int
    }

    init(_ instrument: Instrument, in languages: [Language]) {
        key = instrument.key
        version = instrument.version
        items = instrument.scale.items
        scale = Scale(min: WellbeingScale.answers.lowerBound, max: WellbeingScale.answers.upperBound)
        active = instrument.isActive
        copyright = instrument.copyright
        wording = instrument.isActive ? instrument.wording?.items(in: languages) : nil
        bands = instrument.bands
    }
}

/// A version of an instrument, as administrators set it.
struct InstrumentVersionView: View {
    /// The questionnaire, as new assessments name it.
    var key: WellbeingScale.Key
    /// The number of the version.
    var version: Int
    /// The first date, in UTC, from which the version counts.
    var since: CivilDate
    /// Whether the version accepts assessments: it has a licence reference.
    var active: Bool
    /// The reference of the operator's licence; absent without one.
    var licenceReference: String?
    /// The notice to show with every result.
    var copyright: String
    /// The operator's wording of the items; absent where there is none.
    var wording: InstrumentWording?
    /// The bands of the results, from low to high.
    var bands: [WellbeingBand]

    init(_ instrument: Instrument) {
        key = instrument.key
        version = instrument.version
        since = instrument.since
        active = instrument.isActive
        licenceReference = instrument.licenceReference
        copyright = instrument.copyright
        wording = instrument.wording
        bands = instrument.bands
    }
}
