import Kernel

/// An amount in cents that is more than nothing.
typealias PositiveCents = Ranged<1, 10_000_000>
