import Kernel
import Store
import Web

/// A domain from a day on; entries of earlier dates keep the row of their date.
struct DomainForm: Body {
    /// The first local date of the row: a day that has not begun anywhere.
    var since: CivilDate
    /// The name in both languages.
    var name: DomainName
    /// The description in both languages; none when absent.
    var description: DomainDescription?
    /// The lowest score.
    var lo: Ranged<-1_000, 100_000>
    /// The highest score.
    var hi: Ranged<-1_000, 100_000>
    /// The distance between two scores; it divides the range.
    var step: Ranged<1, 100_000>
    /// Whether a higher or a lower score is better.
    var direction: DiaryDomain.Direction
    /// The share in totals, relative to the other domains.
    var weight: Ranged<1, 100>
    /// The normalised value from which a date counts for the Reset Circle.
    var threshold: Ranged<0, 100>
    /// The normalised values at which amber and green begin.
    var bands: Bands
    /// The place in lists of domains.
    var position: Ranged<1, 1_000>
    /// True to retire the domain, so that it takes no entries from `since` on; false when absent.
    var retired: Bool?
}

extension DomainForm {
    private static let most = 30

    /// The row, checked against today's date and the domains that exist.
    func row(of key: DomainKey, after latest: CivilDate, among keys: Set<String>) throws -> DomainRow {
        var faults: [Problem.Fault] = []
        func require(_ condition: Bool, _ pointer: String, _ refusal: Refusal) {
            if !condition { faults.append(.init(pointer, refusal)) }
        }
        require(since > latest, "/since", .sinceTooSoon)
        require(lo < hi, "/hi", .rangeReversed)
        require((hi.value - lo.value).isMultiple(of: step.value), "/step", .stepIndivisible)
        require((0...100).contains(bands.amber), "/bands/amber", Refusal(.outOfRange(0...100)))
        require((0...100).contains(bands.green), "/bands/green", Refusal(.outOfRange(0...100)))
        require(bands.amber < bands.green, "/bands/green", .bandsReversed)
        require(keys.contains(key.rawValue) || keys.count < Self.most, "", .tooManyDomains)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return DomainRow(
            domain: DiaryDomain(
                key: key.rawValue,
                since: since,
                lo: lo.value,
                hi: hi.value,
                step: step.value,
                direction: direction,
                weight: weight.value,
                threshold: threshold.value,
                bands: bands,
                position: position.value,
                isRetired: retired ?? false
            ),
            name: name,
            description: description,
            version: 1
        )
    }
}

/// The key of a domain, such as `sleep`.
struct DomainKey: TextValue {
    let rawValue: String

    init(unchecked normalised: String) {
        rawValue = normalised
    }

    static func normalised(_ text: String) throws(Refusal) -> String {
        let bytes = Array(text.utf8)
        guard (2...40).contains(bytes.count), let first = bytes.first, (97...122).contains(first),
            bytes.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_") })
        else { throw .notADomainKey }
        return text
    }

    static let rule = TextRule(
        length: 2...40,
        pattern: "^[a-z][a-z0-9_]{1,39}$",
        example: "sleep",
        description: "The key of a domain of the diary"
    )
}

extension DomainKey: PathValue, RouteInput {}
