import Kernel

extension Site {
    /// The full address of a page of this site's front end, given as a path or in full; others are refused (422).
    ///
    /// So nobody can have a code or a session sent elsewhere.
    package func ownPage(_ text: String, at pointer: String = "query/return_to") throws(Problem) -> String {
        let own = dependencies.pagesAddress
        let path = text == own ? "/" : text.hasPrefix(own + "/") ? String(text.dropFirst(own.count)) : text
        let isOurs =
            path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains("\\") && !path.contains("#")
            && path.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
        guard isOurs else { throw Problem(.invalid, faults: [Problem.Fault(pointer, .notAllowedAddress)]) }
        return own + path
    }
}

/// Adds a parameter to the query of an address.
package func adding(_ name: String, _ value: String, to address: String) -> String {
    address + (address.contains("?") ? "&" : "?") + StripeForm.encoded([name, value])
}
