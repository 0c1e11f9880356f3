import Kernel

/// The mean of one domain over some dates, as shown.
struct ShownMean: Codable, Equatable, Sendable {
    /// The mean from 0 to 100, where more is always better; absent with too few scored dates.
    var value: Tenths?
    /// The band of the mean before rounding; absent without a value.
    var band: Band?
    /// The number of scored dates.
    var days: Int

    init(_ mean: DomainMean) {
        value = mean.value.map { Tenths($0) }
        band = mean.band
        days = mean.days
    }
}

/// The weighted mean of the domains, as shown.
struct ShownTotal: Codable, Equatable, Sendable {
    /// From 0 to 100; absent when fewer than half of the domains have a value.
    var value: Tenths?
    /// The band of the total before rounding, red below 40 and green from 70; absent without a value.
    var band: Band?

    init(_ total: Ratio?) {
        value = total.map { Tenths($0) }
        band = total.map(Bands.standard.band)
    }

    var json: String {
        var text = "{"
        if let value, let band { text.append(value, band) }
        text += "}"
        return text
    }
}

extension Means {
    /// The means by the keys of their domains.
    var shown: [String: ShownMean] {
        Dictionary(uniqueKeysWithValues: domains.map { ($0.domain.key, ShownMean($0)) })
    }

    /// The JSON of ``shown`` in the order of the domains, whose keys need no escapes.
    ///
    /// It is written by hand, because a night of 10⁵ people has millions of them.
    var json: String {
        var text = "{"
        text.reserveCapacity(64 * domains.count)
        for mean in domains {
            if text.utf8.count > 1 { text += "," }
            text += "\""
            text += mean.domain.key
            text += "\":{"
            if let value = mean.value, let band = mean.band {
                text.append(Tenths(value), band)
                text += ","
            }
            text += "\"days\":"
            text += String(mean.days)
            text += "}"
        }
        text += "}"
        return text
    }

    /// The number of scores in all domains.
    var days: Int { domains.reduce(0) { $0 + $1.days } }
}

extension String {
    /// The members `value` and `band` of a JSON object.
    fileprivate mutating func append(_ value: Tenths, _ band: Band) {
        self += "\"value\":"
        self += String(value.units / 10)
        if !value.units.isMultiple(of: 10) {
            self += "."
            self += String(value.units % 10)
        }
        self += ",\"band\":\""
        self += band.rawValue
        self += "\""
    }
}
