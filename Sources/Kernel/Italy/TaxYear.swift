/// A tax year, as 2026.
public typealias TaxYear = Ranged<2000, 2100>
