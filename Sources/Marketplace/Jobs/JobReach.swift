import Kernel
import Platform
import Store

extension Job: Scoped {
    /// A customer's own jobs, the jobs that a provider knows, and the jobs of a local manager's regions.
    static let visibility = Visibility(
        own: "j.customer_id",
        assigned: { known(to: $0) },
        areas: [.region: Area.region.of("j.region_id")]
    )

    /// A provider knows the jobs directed at or awarded to it, those it has quoted, and open ones of its services within
    /// its radius; also jobs that the person posted as a customer before.
    private static func known(to account: ID<Account>) -> SQL {
        """
        (p.account_id = \(account) OR j.customer_id = \(account)
         OR EXISTS (SELECT 1 FROM quote q WHERE q.job_id = j.id AND q.account_id = \(account))
         OR (j.state IN ('open', 'quoted') AND j.provider_id IS NULL AND EXISTS (
             SELECT 1 FROM provider me
               JOIN offer o ON o.provider_id = me.id AND o.is_active AND o.service_id = j.service_id
               JOIN service s ON s.id = o.service_id AND s.status = 'approved'
              WHERE me.account_id = \(account) AND me.status = 'active'
                AND \(SQL.metres(between: ("me.lat", "me.lon"), and: ("j.lat", "j.lon"))) <= me.radius_m)))
        """
    }

    /// The identities of all jobs that an account of a provider may know of: the same as ``visibility``, but found from
    /// the provider's side, for lists.
    static func candidates(of account: ID<Account>) -> SQL {
        """
        j.id IN (
            SELECT c.id FROM market_job c WHERE c.customer_id = \(account)
            UNION SELECT c.id FROM market_job c JOIN provider me ON me.id = c.provider_id WHERE me.account_id = \(account)
            UNION SELECT q.job_id FROM quote q JOIN provider me ON me.id = q.provider_id WHERE me.account_id = \(account)
            UNION SELECT c.id FROM provider me
                    JOIN offer o ON o.provider_id = me.id
                    JOIN market_job c ON c.service_id = o.service_id AND c.state IN ('open', 'quoted') AND c.provider_id IS NULL
                     AND c.lat BETWEEN me.lat - \(degrees) AND me.lat + \(degrees)
                   WHERE me.account_id = \(account))
        """
    }

    /// The provider's radius in degrees of latitude, of 111,195 metres each; rather too much, so that no place is left out.
    private static let degrees: SQL = "me.radius_m / 111000.0"

    /// Whether the provider is active, offers the service and works at the place.
    static func isServed(
        by provider: ID<Provider>,
        _ service: ID<Service>,
        at place: Coordinates,
        _ tx: borrowing Tx
    ) throws -> Bool {
        try tx.exists(
            """
            SELECT 1 FROM provider me
              JOIN offer o ON o.provider_id = me.id AND o.is_active
              JOIN service s ON s.id = o.service_id AND s.status = 'approved'
             WHERE me.id = \(provider) AND me.status = 'active' AND o.service_id = \(service)
               AND \(SQL.metres(from: place, latitude: "me.lat", longitude: "me.lon")) <= me.radius_m
            """
        )
    }
}
