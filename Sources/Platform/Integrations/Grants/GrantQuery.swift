import Kernel
import Web

/// A link to begin.
package struct GrantQuery: Query {
    /// The page of the site's front end to which the browser comes back, with `error` if nothing was linked.
    var returnTo: Line<1, 500>
    /// The permissions to ask for; the calendar, when none is named.
    var with: [GoogleAccess]
}

/// Google's page of agreement.
package struct GrantPage: View {
    /// The address to open in this browser, within ten minutes; it works once.
    package var url: String
}
