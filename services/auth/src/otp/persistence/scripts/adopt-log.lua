-- Beginning of the scripts that count: goes on under the current name of a log with what was counted under one
-- that it had with an older secret. Replicas whose current secrets differ move it to and fro, and lose nothing.
local function adopt(log, former)
  local left = redis.call('PTTL', former)
  if left < 0 then
    return
  end
  left = math.max(left, redis.call('PTTL', log))
  redis.call('ZUNIONSTORE', log, 2, log, former, 'AGGREGATE', 'MAX')
  redis.call('PEXPIRE', log, left)
  redis.call('DEL', former)
end

