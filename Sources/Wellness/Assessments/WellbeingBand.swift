import Kernel

/// One band of an instrument: a convention of a population, no part of the instrument and no diagnosis.
struct WellbeingBand: Hashable, Codable, Sendable {
    /// The name of the band.
    var band: Level
    /// The least result of the band.
    var from: Hundredths
    /// The greatest result of the band.
    var to: Hundredths
    /// The publication that the limits come from.
    var citation: String

    /// The name of a band.
    enum Level: String, Codable, CaseIterable, Sendable {
        /// Below most people of the population.
        case low
        /// As most people of the population.
        case moderate
        /// Above most people of the population.
        case high
    }
}

extension WellbeingScale {
    /// The limits of a new installation.
    var standardBands: [WellbeingBand] {
        switch key {
        case .wemwbs: bands(moderate: 4500, high: 6000, "Warwick, guidance on scoring")
        case .swemwbs: bands(moderate: 1960, high: 2750, "Ng Fat et al. 2017, Health Survey for England")
        }
    }

    private func bands(moderate: Int, high: Int, _ citation: String) -> [WellbeingBand] {
        func band(_ level: WellbeingBand.Level, _ from: Int, _ to: Int) -> WellbeingBand {
            WellbeingBand(
                band: level,
                from: Hundredths(units: from),
                to: Hundredths(units: to),
                citation: citation
            )
        }
        return [
            band(.low, results.lowerBound.units, moderate - resolution.units),
            band(.moderate, moderate, high - resolution.units),
            band(.high, high, results.upperBound.units),
        ]
    }

    /// The faults of bands that are not low, moderate and high without a gap from the least result to the greatest.
    func faults(of bands: [WellbeingBand]) -> [Problem.Fault] {
        guard bands.map(\.band) == WellbeingBand.Level.allCases else {
            return [.init("/bands", .bandsIncomplete)]
        }
        var faults: [Problem.Fault] = []
        var next = results.lowerBound
        for (index, band) in bands.enumerated() {
            if band.from != next { faults.append(.init("/bands/\(index)/from", .bandsWithGap)) }
            next = Hundredths(units: band.to.units + resolution.units)
            let isLast = index == bands.count - 1
            if band.to < band.from || isLast && band.to != results.upperBound {
                faults.append(.init("/bands/\(index)/to", .bandsWithGap))
            }
        }
        return faults
    }

    /// The band of a result; `bands` are without faults.
    func band(of score: WellbeingScore, in bands: [WellbeingBand]) -> WellbeingBand.Level {
        bands.last { $0.from <= score.result }?.band ?? .low
    }
}

// swift-format-ignore
extension Refusal {
    static let bandsIncomplete = Refusal("bands_incomplete", ["en": "must be low, moderate and high", "it": "devono essere bassa, media e alta"])
    static let bandsWithGap    = Refusal("bands_with_gap",   ["en": "leaves a gap or an overlap", "it": "lascia un vuoto o una sovrapposizione"])
}
