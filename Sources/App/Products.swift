import CAF
import Distribution
import Platform

/// The whole server: a product is one more value here.
let allProducts: [ProductDefinition] = [caf, distribution]

/// What the server calls itself in documents and health pages.
let serverVersion = "0.1.0"
