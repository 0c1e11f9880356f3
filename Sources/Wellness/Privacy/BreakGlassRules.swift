import Platform
import Store

/// A break-glass access shows the times at which devices wrote to a diary, but never a domain, a score or a note.
let breakGlassRules = BreakGlassRules(
    logMetadata: { account in
        """
        SELECT l.local_date, o.op_id, o.base_op, o.device AS device_id, o.at, o.stamp, o.outcome
          FROM log_op o JOIN wellness_log l ON l.id = o.log_id WHERE o.account_id = \(account)
        """
    },
    accessLog: [
        AccessLogSource(
            .membership,
            ["move", "suspend", "reactivate", "remove", "leave"].map { "\(Membership.kind).\($0)" },
            of: Membership.kind
        ) { "SELECT m.id FROM membership m WHERE m.account_id = \($0)" },
        .account(.profile, [PersonAction.profileChange.rawValue]),
    ]
)
