import CAF
import Distribution
import Marketplace
import Platform
import Tutoring
import Wellness

/// All products of the server; a new product is one more value here.
let allProducts: [ProductDefinition] = [caf, distribution, wellness, marketplace, tutoring]

/// The version in API documents and health pages.
let serverVersion = "0.1.0"
