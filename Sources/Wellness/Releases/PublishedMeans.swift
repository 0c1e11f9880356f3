/// Means of numbers that are published already, so that they tell nothing more.
extension ReleaseCell {
    static func mean(_ value: Ratio?) -> ReleaseCell {
        guard let value else { return .suppressed }
        let shown = Tenths(value)
        return .value(shown, CellBand(Bands.standard.band(of: shown.ratio)))
    }

    /// The mean of a cell's months, of two at least.
    static func quarter(_ months: [ReleaseCell], _ bands: Bands = .standard) -> ReleaseCell {
        mean(of: months, atLeast: 2, bands)
    }

    /// The mean of the organisations' cells, of three at least.
    static func platform(_ organizations: [ReleaseCell], _ bands: Bands = .standard) -> ReleaseCell {
        mean(of: organizations, atLeast: 3, bands)
    }

    /// The change between two values; nil without both.
    func change(from before: ReleaseCell) -> Tenths? {
        guard let now = value, let then = before.value else { return nil }
        return Tenths(units: now.units - then.units)
    }

    private static func mean(of cells: [ReleaseCell], atLeast least: Int, _ bands: Bands) -> ReleaseCell {
        let values = cells.compactMap { $0.value?.ratio }
        guard values.count >= least, let mean = values.mean else { return .suppressed }
        let shown = Tenths(mean)
        return .value(shown, CellBand(bands.band(of: shown.ratio)))
    }
}
