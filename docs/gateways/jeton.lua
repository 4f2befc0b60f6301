-- Asks Jeton whether a request may pass, for `http-request lua.jeton "scope=orders:read"` in haproxy.cfg.
-- Sets txn.jeton_status (503 when there is no verdict), and from the answer's headers txn.jeton_id, _kind, _account,
-- _account_id, _scopes, _resource, _reason and _retry_after.

local url = os.getenv("JETON_AUTH_URL")

-- A verdict takes milliseconds. HAProxy asks up to four times where there is no answer.
local timeout_ms = 1000

local asked = { "authorization", "private-token", "x-api-key", "x-forwarded-for" }

local told = {
    jeton_id = "x-token-id",
    jeton_kind = "x-token-kind",
    jeton_account = "x-token-account",
    jeton_account_id = "x-token-account-id",
    jeton_scopes = "x-token-scopes",
    jeton_resource = "x-token-resource",
    jeton_reason = "x-token-reason",
    jeton_retry_after = "retry-after",
}

-- HAProxy numbers the values of a header from 0.
local function values(headers, name)
    local found = {}
    local value = 0
    while headers[name] and headers[name][value] do
        found[#found + 1] = headers[name][value]
        value = value + 1
    end
    return found
end

local function question(txn)
    local given = txn.http:req_get_headers()
    local headers = {}
    for _, name in ipairs(asked) do
        local found = values(given, name)
        if #found > 0 then headers[name] = found end
    end
    -- The client, behind whatever it says of itself: Jeton reads from the right.
    local forwarded = headers["x-forwarded-for"] or {}
    forwarded[#forwarded + 1] = txn.f:src()
    headers["x-forwarded-for"] = forwarded
    return headers
end

core.register_action("jeton", { "http-req" }, function(txn, query)
    txn:set_var("txn.jeton_status", 503)
    local answer = core.httpclient():get({
        url = url .. "?" .. query,
        headers = question(txn),
        timeout = timeout_ms,
    })
    if not answer or not answer.headers then return end
    for variable, name in pairs(told) do
        local value = values(answer.headers, name)[1]
        if value then txn:set_var("txn." .. variable, value) end
    end
    txn:set_var("txn.jeton_status", answer.status)
end, 1)
