/// A tax year, such as 2026.
public typealias TaxYear = Ranged<2000, 2100>
