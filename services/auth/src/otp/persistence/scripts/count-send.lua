-- Counts one send under every subject, or under none: sliding logs, so that no boundary of a fixed window
-- lets twice the number through.
-- KEYS: one sorted set a subject, then those that may be left under former names.
-- ARGV: id of the send, number of former names, for each the index of the key it is now, then for each rule:
-- index of its key, window in ms, max.
-- Answers {1, 0, sends of the last rule's subject} or {0, ms to wait, 0}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local wait = 0
local last_count = 0
local longest = {}

local former = tonumber(ARGV[2])
for i = 1, former do
  adopt(KEYS[tonumber(ARGV[2 + i])], KEYS[#KEYS - former + i])
end

for i = 3 + former, #ARGV, 3 do
  local index, window, max = tonumber(ARGV[i]), tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])
  local key = KEYS[index]
  local since = '(' .. (now - window)
  local count = redis.call('ZCOUNT', key, since, '+inf')
  if count >= max then
    -- The send that has to leave the window before there is room again.
    local blocking = redis.call('ZRANGEBYSCORE', key, since, '+inf', 'WITHSCORES', 'LIMIT', count - max, 1)
    wait = math.max(wait, tonumber(blocking[2]) + window - now)
  end
  last_count = count + 1
  longest[index] = math.max(longest[index] or 0, window)
end

if wait > 0 then
  return { 0, wait, 0 }
end
for index, window in pairs(longest) do
  redis.call('ZREMRANGEBYSCORE', KEYS[index], '-inf', now - window)
  redis.call('ZADD', KEYS[index], now, ARGV[1])
  redis.call('PEXPIRE', KEYS[index], window)
end
return { 1, 0, last_count }
